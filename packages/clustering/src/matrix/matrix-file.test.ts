import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitPca } from '../linear/pca.ts';
import { generateMatrix } from './generated-matrix.ts';
import type { Matrix, RowSource } from './matrix.ts';
import { openMatrixFile } from './matrix-file.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'matrix-file-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function fileOf({ data, dim }: Matrix): Promise<RowSource> {
  const path = join(directory, `${data.length}x${dim}`);
  await writeFile(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return openMatrixFile(path, dim);
}

describe('a matrix in a file', () => {
  it.each([
    [1, 3],
    [1024, 2],
    [9000, 1024],
    [16_385, 600],
  ])('has the rows that were written: %i × %i', async (rows, dim) => {
    const points = generateMatrix(rows, dim, 3);
    const source = await fileOf(points);
    expect(source).toMatchObject({ rows, dim });
    let seen = 0;
    for await (const block of source.blocks()) {
      expect(block.data.length).toBe(block.rows * dim);
      const expected = points.data.subarray(seen * dim, (seen + block.rows) * dim);
      expect(
        Buffer.compare(Buffer.from(block.data.slice().buffer), Buffer.from(expected.slice().buffer)),
      ).toBe(0);
      seen += block.rows;
    }
    expect(seen).toBe(rows);
  });

  it('gives the PCA of the same matrix in memory, to the bit', async () => {
    const points = generateMatrix(20_000, 700, 5, (value) => 1e3 + value);
    const inMemory = await fitPca(points, { components: 30 });
    expect(await fitPca(await fileOf(points), { components: 30, threads: 1 })).toEqual(inMemory);
  });

  it('names the first row that is not finite, counted over the whole file', async () => {
    const points = generateMatrix(20_000, 700, 5);
    points.data[17_001 * 700 + 3] = Number.NaN;
    const fitting = fitPca(await fileOf(points), { components: 2 });
    await expect(fitting).rejects.toMatchObject({ code: 'NOT_FINITE', row: 17_001 });
  });

  it('is refused when it ends within a row', async () => {
    const path = join(directory, 'torn');
    await writeFile(path, new Uint8Array(30));
    await expect(openMatrixFile(path, 2)).rejects.toMatchObject({ code: 'LENGTH' });
  });

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    const fitting = fitPca(await fileOf(generateMatrix(20_000, 700, 5)), {
      components: 2,
      signal: stop.signal,
    });
    stop.abort();
    await expect(fitting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
