import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Matrix } from '@clusterboard/clustering';
import { importFashionMnist, type PackSplit } from '@clusterboard/datasets';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { cachedMatrix, cacheFolder } from '../cache.ts';
import { pixels, side } from './images.ts';

const batch = 500;
const dim = 128;

async function encode(encoder: string, { count, imagesPath }: PackSplit): Promise<Float32Array> {
  const path = fileURLToPath(new URL(`../../../examples/models/${encoder}.onnx`, import.meta.url));
  const session = await InferenceSession.create(path);
  const images = await readFile(imagesPath);
  const features = new Float32Array(count * dim);
  for (let first = 0; first < count; first += batch) {
    const input = Float32Array.from(
      images.subarray(first * pixels, (first + batch) * pixels),
      (value) => value / 255,
    );
    const found = await session.run({ image: new Tensor('float32', input, [batch, 1, side, side]) });
    if (!(found.features?.data instanceof Float32Array)) throw new Error(`${encoder} gives no float32`);
    features.set(found.features.data, first * dim);
  }
  return features;
}

/** Both splits of Fashion-MNIST through one of the example encoders, with their labels. */
export async function encodedFashionMnist(encoder: string) {
  const pack = await importFashionMnist(join(cacheFolder, 'datasets'));
  if (!pack.ok) throw new Error(`Fashion-MNIST cannot be read: ${pack.problem.code}`);
  const features = (name: 'train' | 'test'): Promise<Matrix> => {
    const split = pack.value[name];
    return cachedMatrix(`${encoder}-${name}`, split.count, dim, () => encode(encoder, split));
  };
  return {
    train: await features('train'),
    trainLabels: await pack.value.train.readLabels(),
    test: await features('test'),
    testLabels: await pack.value.test.readLabels(),
    classCount: pack.value.manifest.classNames.length,
  };
}
