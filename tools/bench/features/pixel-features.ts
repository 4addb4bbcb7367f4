import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPca, fitPca, type Matrix } from '@clusterboard/clustering';
import { cacheFolder } from '../cache.ts';
import { pixels, readTrainImages, trainImages, viewOf } from './images.ts';

const components = 256;

/** A prime, so that every view of `rows` comes once; far from a multiple of the number of images. */
const stride = 1_000_003;

function views(images: Uint8Array, indices: readonly number[]): Matrix {
  const data = new Float32Array(indices.length * pixels);
  indices.forEach((index, i) => {
    viewOf(images, index, data.subarray(i * pixels, (i + 1) * pixels));
  });
  return { data, rows: indices.length, dim: pixels };
}

const range = (first: number, end: number) => Array.from({ length: end - first }, (_, i) => first + i);

/**
 * As many rows as wanted: Fashion-MNIST's train images and their copies shifted by up to two pixels
 * (images.ts), 784 grey values each, reduced to 256 by the PCA of the 60,000 images as they are. The views
 * come in a spread order, so that the first rows of the matrix are a sample of all.
 */
export async function pixelFeatures(rows: number): Promise<Matrix> {
  await mkdir(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `spread-pixels-${rows}x${components}.f32`);
  if (!existsSync(path)) await write(`${path}.part`, path, rows);
  const data = new Float32Array(rows * components);
  const file = await open(path);
  const bytes = new Uint8Array(data.buffer);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, 2 ** 28), at);
    if (bytesRead === 0) throw new Error(`${path} is too short`);
    at += bytesRead;
  }
  await file.close();
  return { data, rows, dim: components };
}

async function write(part: string, path: string, rows: number): Promise<void> {
  const images = await readTrainImages();
  const model = await fitPca(views(images, range(0, trainImages)), { components });
  const file = await open(part, 'w');
  for (let first = 0; first < rows; first += 20_000) {
    const order = range(first, Math.min(first + 20_000, rows)).map((i) => (i * stride) % rows);
    const { data } = await applyPca(model, views(images, order));
    await file.write(new Uint8Array(data.buffer));
  }
  await file.close();
  await rename(part, path);
}
