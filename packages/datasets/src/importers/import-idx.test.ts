import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { describe, expect, it } from 'vitest';
import { listPacks } from '../pack/list-packs.ts';
import { verifyPack } from '../pack/verify-pack.ts';
import { importDataset } from './import-dataset.ts';

const idx = (dims: readonly number[], values: readonly number[]) =>
  Buffer.from([0, 0, 8, dims.length, ...dims.flatMap((size) => [0, 0, size >> 8, size & 255]), ...values]);

/** `count` images of 2 × 3 that all differ, from `first` on. */
const images = (first: number, count: number) =>
  idx(
    [count, 2, 3],
    Array.from({ length: count * 6 }, (_, i) => (first + Math.floor(i / 6)) & 255),
  );
const labels = (...values: number[]) => idx([values.length], values);

async function importFiles(files: Readonly<Record<string, Uint8Array>>, into = temporaryDirectory()) {
  const source = join(temporaryDirectory(), 'source');
  await mkdir(source);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(source, name), bytes);
  return importDataset(into, source, { name: 'Numbers' });
}

describe('importDataset from IDX', () => {
  it('keeps pixels and splits', async () => {
    const { pack, report } = await importFiles({
      'train-images-idx3-ubyte.gz': gzipSync(images(0, 4)),
      'train-labels-idx1-ubyte': labels(0, 1, 2, 1),
      't10k-images-idx3-ubyte': images(10, 3),
      't10k-labels-idx1-ubyte.gz': gzipSync(labels(2, 1, 0)),
    });
    if (!pack.ok) throw new Error(pack.problem.message);
    expect(pack.value.manifest).toMatchObject({ format: 1, slug: 'numbers', classNames: ['0', '1', '2'] });
    expect(readFileSync(pack.value.train.imagesPath).equals(images(0, 4).subarray(16))).toBe(true);
    expect([...(await pack.value.test.readLabels())]).toEqual([2, 1, 0]);
    expect(report.problems).toEqual([]);
    expect((await verifyPack(pack.value.directory)).ok).toBe(true);
    const reader = await pack.value.test.openImages();
    const last = await reader.read(2);
    await reader.close();
    expect(last.ok && [...last.value.data]).toEqual(Array(6).fill(12));
  });

  it('splits train by class where there is no test, and names what is in both', async () => {
    const twice = Buffer.concat([images(0, 10).subarray(16), images(0, 10).subarray(16)]);
    const { pack, report } = await importFiles({
      'train-images-idx3-ubyte': idx([20, 2, 3], [...twice]),
      'train-labels-idx1-ubyte': labels(...Array.from({ length: 20 }, (_, i) => i % 2)),
    });
    expect(report.split).toBe('stratified');
    expect(pack.ok && [pack.value.train.count, pack.value.test.count]).toEqual([16, 4]);
    expect(report.problems.length).toBeGreaterThan(0);
    expect(report.problems[0]?.message).toMatch(
      /^The test image \d+ of train-images-idx3-ubyte duplicates the train image \d+ of train-images-idx3-ubyte: the pixels are identical\.$/,
    );
  });

  it.each<[string, Record<string, Uint8Array>, string, string]>([
    [
      'a file cut off',
      { 'train-images-idx3-ubyte': images(0, 4).subarray(0, -1) },
      'DATASET_DAMAGED',
      'it ends 1 bytes too early',
    ],
    [
      'no images in the file',
      { 'train-images-idx3-ubyte': Buffer.from('not idx at all') },
      'DATASET_DAMAGED',
      'it is not an IDX file',
    ],
    [
      'another number of labels',
      { 'train-labels-idx1-ubyte': labels(0, 1) },
      'DATASET_REFUSED',
      '4 images, but',
    ],
    [
      'another shape',
      { 'train-images-idx3-ubyte': idx([4, 6], Array(24).fill(0)) },
      'DATASET_REFUSED',
      'has the shape [4, 6]',
    ],
    [
      'other sizes in test',
      { 't10k-images-idx3-ubyte': idx([1, 3, 2], Array(6).fill(0)) },
      'DATASET_REFUSED',
      'different sizes',
    ],
    [
      'one class',
      { 'train-labels-idx1-ubyte': labels(0, 0, 0, 0), 't10k-labels-idx1-ubyte': labels(0) },
      'DATASET_REFUSED',
      'fewer than two classes',
    ],
  ])('refuses %s', async (_, change, code, reason) => {
    const into = temporaryDirectory();
    const { pack } = await importFiles(
      {
        'train-images-idx3-ubyte': images(0, 4),
        'train-labels-idx1-ubyte': labels(0, 1, 0, 1),
        't10k-images-idx3-ubyte': images(9, 1),
        't10k-labels-idx1-ubyte': labels(1),
        ...change,
      },
      into,
    );
    expect(pack).toMatchObject({ ok: false, problem: { code, message: expect.stringContaining(reason) } });
    expect(await listPacks(into)).toEqual([]);
  });
});

describe('listPacks', () => {
  it('lists sound and damaged packs by slug', async () => {
    const into = temporaryDirectory();
    await importFiles(
      {
        'train-images-idx3-ubyte': images(0, 10),
        'train-labels-idx1-ubyte': labels(0, 1, 0, 1, 0, 1, 0, 1, 0, 1),
      },
      into,
    );
    await mkdir(join(into, 'broken'));
    await mkdir(join(into, '.numbers-import-x'));
    const listed = await listPacks(into);
    expect(listed.map(({ slug, pack }) => [slug, pack.ok])).toEqual([
      ['broken', false],
      ['numbers', true],
    ]);
    expect(await listPacks(join(into, 'none'))).toEqual([]);
  });
});
