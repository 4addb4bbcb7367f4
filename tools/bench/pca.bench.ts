/**
 * PCA from 2,048 columns to 256 over files of growing size, read in blocks: time grows with the rows, the
 * process's peak memory does not. Uniform rows, written once.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fitPca, openMatrixFile } from '@clusterboard/clustering';
import { cacheFolder } from './cache.ts';
import type { Benchmark, Row } from './report.ts';

const dim = 2048;
const components = 256;
const threads = 2;
const blockRows = 8192;

async function uniformFile(rows: number): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `file-${rows}x${dim}.f32`);
  if (existsSync(path)) return path;
  const file = await open(`${path}.part`, 'w');
  const block = new Float32Array(blockRows * dim);
  let state = 1;
  for (let first = 0; first < rows; first += blockRows) {
    for (let i = 0; i < block.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      block[i] = state / 2 ** 32;
    }
    await file.write(new Uint8Array(block.buffer));
  }
  await file.close();
  await rename(`${path}.part`, path);
  return path;
}

async function measureFit(rows: number): Promise<Row> {
  const source = await openMatrixFile(await uniformFile(rows), dim);
  const began = performance.now();
  await fitPca(source, { components, threads });
  return {
    rows,
    dim,
    'file MiB': (rows * dim * Float32Array.BYTES_PER_ELEMENT) / 2 ** 20,
    seconds: (performance.now() - began) / 1000,
    'peak memory MiB': Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export const measure: Benchmark = async () => [
  await measureFit(4 * blockRows),
  await measureFit(16 * blockRows),
  await measureFit(64 * blockRows),
];
