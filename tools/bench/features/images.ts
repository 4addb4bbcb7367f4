import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFashionMnist } from '@clusterboard/datasets';
import { cacheFolder } from '../cache.ts';

export const side = 28;
export const pixels = side * side;
export const trainImages = 60_000;

/** The 60,000 train images of Fashion-MNIST, uint8 [count, 28, 28]. */
export async function readTrainImages(): Promise<Uint8Array> {
  const pack = await importFashionMnist(join(cacheFolder, 'datasets'));
  if (!pack.ok) throw new Error(`Fashion-MNIST cannot be read: ${pack.problem.code}`);
  return readFile(pack.value.train.imagesPath);
}

/** Shifts by up to two pixels, nearest first: view 0 is the image itself, 24 others follow. */
const shifts = Array.from({ length: 25 }, (_, i) => [(i % 5) - 2, Math.floor(i / 5) - 2] as const).sort(
  ([ax, ay], [bx, by]) => ax * ax + ay * ay - (bx * bx + by * by) || ay - by || ax - bx,
);

/** Row `row` of an endless train set: every image once, then every image shifted by one pixel to the left, … */
export function viewOf(images: Uint8Array, row: number, into: Float32Array): void {
  const first = (row % trainImages) * pixels;
  const [dx, dy] = shifts[Math.floor(row / trainImages) % shifts.length] ?? [0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inside = x + dx >= 0 && x + dx < side && y + dy >= 0 && y + dy < side;
      into[y * side + x] = inside ? (images[first + (y + dy) * side + x + dx] ?? 0) / 255 : 0;
    }
  }
}
