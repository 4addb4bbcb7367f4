import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPca, fitPca, type Matrix } from '@clusterboard/faiss';
import { cacheFolder } from './cache.ts';
import { pixels, readTrainImages, trainImages, viewOf } from './images.ts';

const components = 256;

function views(images: Uint8Array, first: number, rows: number): Matrix {
  const data = new Float32Array(rows * pixels);
  for (let i = 0; i < rows; i++) viewOf(images, first + i, data.subarray(i * pixels, (i + 1) * pixels));
  return { data, rows, dim: pixels };
}

/**
 * As many rows as wanted: Fashion-MNIST's train images and their copies shifted by up to two pixels
 * (images.ts), 784 grey values each, reduced to 256 by the PCA of the 60,000 images as they are.
 */
export async function pixelFeatures(rows: number): Promise<Matrix> {
  await mkdir(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `pixels-${rows}x${components}.f32`);
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
  const model = await fitPca(views(images, 0, trainImages), { components });
  const file = await open(part, 'w');
  for (let first = 0; first < rows; first += 20_000) {
    const { data } = await applyPca(model, views(images, first, Math.min(20_000, rows - first)));
    await file.write(new Uint8Array(data.buffer));
  }
  await file.close();
  await rename(part, path);
}
