import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importDataset, type Pack } from '@clusterboard/datasets';
import { failure, problem, type Result } from '@clusterboard/problems';
import { pixels, side } from './hostile-model.ts';

const header = (type: number, ...sizes: number[]) => {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.writeUInt8(type, 2);
  bytes.writeUInt8(sizes.length, 3);
  for (const [axis, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * axis);
  return bytes;
};

/** Grey images of 4 × 4: the second class is brighter; no two are alike. */
const image = (row: number) =>
  Uint8Array.from({ length: pixels }, (_, at) => 20 + (row % 2) * 120 + ((row * 37 + at * at * 11) % 100));

/** Imports 24 train and 16 test images of two classes, as benchmark `small`. */
export async function importSmallDataset(datasetsDir: string): Promise<Result<Pack>> {
  const source = join(datasetsDir, '..', 'source');
  await mkdir(source, { recursive: true });
  for (const [prefix, first, count] of [
    ['train', 0, 24],
    ['t10k', 24, 16],
  ] as const) {
    const rows = Array.from({ length: count }, (_, row) => first + row);
    const images = Buffer.concat([header(8, count, side, side), ...rows.map(image)]);
    await writeFile(join(source, `${prefix}-images-idx3-ubyte`), images);
    const labels = Buffer.concat([header(8, count), Uint8Array.from(rows, (row) => row % 2)]);
    await writeFile(join(source, `${prefix}-labels-idx1-ubyte`), labels);
  }
  const { pack, report } = await importDataset(datasetsDir, source, { name: 'Small', slug: 'small' });
  return pack ?? failure(problem('DATASET_REFUSED', { reason: JSON.stringify(report.problems) }));
}
