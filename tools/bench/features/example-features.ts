import { fileURLToPath } from 'node:url';
import { applyPca, fitPca, type Matrix } from '@clusterboard/clustering';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { cachedMatrix } from '../cache.ts';
import { pixels, readTrainImages, side, viewOf } from './images.ts';

const batch = 200;
const encoderDim = 128;

function modelPath(encoder: string): string {
  return fileURLToPath(new URL(`../../../examples/models/${encoder}.onnx`, import.meta.url));
}

/** Features of `encoders` side by side, [rows, 128 × encoders], for the first rows of viewOf(). */
async function encode(encoders: readonly string[], rows: number): Promise<Matrix> {
  const images = await readTrainImages();
  const sessions = await Promise.all(encoders.map((name) => InferenceSession.create(modelPath(name))));
  const dim = encoderDim * encoders.length;
  const data = new Float32Array(rows * dim);
  const input = new Float32Array(batch * pixels);
  for (let first = 0; first < rows; first += batch) {
    for (let i = 0; i < batch; i++) viewOf(images, first + i, input.subarray(i * pixels, (i + 1) * pixels));
    const image = new Tensor('float32', input, [batch, 1, side, side]);
    for (const [e, session] of sessions.entries()) {
      const { features } = await session.run({ image });
      if (!(features?.data instanceof Float32Array)) throw new Error(`${encoders[e]} gives no float32`);
      for (let i = 0; i < batch; i++) {
        const row = features.data.subarray(i * encoderDim, (i + 1) * encoderDim);
        data.set(row, (first + i) * dim + e * encoderDim);
      }
    }
  }
  return { data, rows, dim };
}

async function reduce(features: Matrix, components: number): Promise<Float32Array> {
  const model = await fitPca(features, { components });
  return (await applyPca(model, features)).data;
}

/** SimCLR's 128 features of the 60,000 Fashion-MNIST train images, turned by PCA (all 128 components). */
export function simclrFeatures() {
  return cachedMatrix('simclr', 60_000, encoderDim, async () =>
    reduce(await encode(['simclr'], 60_000), 128),
  );
}

/**
 * 60,000 train images and 40,000 copies shifted by a pixel, each through four encoders (SimCLR, VICReg,
 * Barlow Twins, supervised: 512 features), reduced to 256 by PCA.
 */
export function fourEncoderFeatures() {
  const encoders = ['simclr', 'vicreg', 'barlow', 'supervised'];
  return cachedMatrix('four-encoders', 100_000, 256, async () =>
    reduce(await encode(encoders, 100_000), 256),
  );
}

/** Uniform in [0, 1): nothing for bounds to hold on to. */
export function uniformRows(rows: number, dim: number) {
  return cachedMatrix('uniform', rows, dim, async () => {
    let state = 1;
    return Float32Array.from({ length: rows * dim }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    });
  });
}
