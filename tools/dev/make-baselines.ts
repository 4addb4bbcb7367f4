import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { node, tensor, value, writeModel } from '@clusterboard/onnx/model-writer';

/** No encoder at all: the pixels, whatever their number, are the features. */
export function rawPixels(): Uint8Array {
  return writeModel({
    input: [value('image', ['batch', 1, 'height', 'width'])],
    output: [value('features', ['batch', 'pixels'])],
    node: [node('Flatten', ['image'], ['features'], { axis: 1n })],
  });
}

// mulberry32: 32 bits of state, so that the same seed gives the same weights everywhere.
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box–Muller, with the given standard deviation. */
function gaussian(length: number, deviation: number, seed: number): Float32Array {
  const next = uniform(seed);
  return Float32Array.from(
    { length },
    () => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  );
}

const side = 28;
const dim = 128;

/** 28 × 28 pixels through a Gaussian matrix, which keeps distances in expectation (Johnson–Lindenstrauss). */
export function randomProjection(): Uint8Array {
  const pixels = side * side;
  return writeModel({
    input: [value('image', ['batch', 1, side, side])],
    output: [value('features', ['batch', dim])],
    initializer: [tensor('projection', [pixels, dim], gaussian(pixels * dim, 1 / Math.sqrt(dim), 0))],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('MatMul', ['pixels', 'projection'], ['features']),
    ],
  });
}

/** The baselines by file name in examples/models. */
export const baselines = { 'raw-pixels.onnx': rawPixels, 'random-projection.onnx': randomProjection };

export const modelsFolder = fileURLToPath(new URL('../../examples/models/', import.meta.url));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, make] of Object.entries(baselines)) await writeFile(`${modelsFolder}${name}`, make());
}
