import { describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { nearestByCosine } from './cosine-neighbours.ts';

const lengthOf = (row: Float32Array) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;

/** Rows by their cosine with the query in float64, ties to the lowest. */
function sortedByCosine({ data, rows, dim }: Matrix, query: Float32Array) {
  return Array.from({ length: rows }, (_, id) => {
    const row = data.subarray(id * dim, (id + 1) * dim);
    const product = query.reduce((sum, value, j) => sum + value * (row[j] as number), 0);
    return { id, similarity: product / (lengthOf(query) * lengthOf(row)) };
  }).sort((a, b) => b.similarity - a.similarity || a.id - b.id);
}

async function expectExact(points: Matrix, queries: Matrix, k: number, shardRows?: number) {
  const found = await nearestByCosine(points, queries, k, shardRows === undefined ? {} : { shardRows });
  for (let q = 0; q < queries.rows; q++) {
    const query = queries.data.subarray(q * points.dim, (q + 1) * points.dim);
    const expected = sortedByCosine(points, query).slice(0, k);
    expect([...found.ids.subarray(q * k, (q + 1) * k)]).toEqual(expected.map(({ id }) => id));
    for (const [i, { similarity }] of expected.entries()) {
      expect(found.similarities[q * k + i]).toBeCloseTo(similarity, 12);
    }
  }
}

describe('nearestByCosine', () => {
  it.each([
    ['in one shard', undefined],
    ['in shards that leave a rest', 333],
    ['in shards no larger than what is asked for', 1],
  ])('finds the rows of greatest cosine, %s', async (_name, shardRows) => {
    await expectExact(generateMatrix(1000, 9, 1), generateMatrix(70, 9, 2), 7, shardRows);
  });

  it('parts rows that float32 cannot, and ties by index', async () => {
    const base = generateMatrix(1, 24, 3).data;
    const data = new Float32Array(40 * 24);
    for (let row = 0; row < 40; row++) {
      data.set(base, row * 24);
      // The last bits of one value, so that cosines differ by some 1e-9; pairs of rows are equal.
      data[row * 24] = (base[0] as number) * (1 + Math.floor(row / 2) * 2 ** -22);
    }
    await expectExact({ data, rows: 40, dim: 24 }, { data: base, rows: 1, dim: 24 }, 30);
  });

  it('takes a row of zeros to be as far from all', async () => {
    const points = { data: Float32Array.of(0, 0, -1, 0, 1, 1), rows: 3, dim: 2 };
    const found = await nearestByCosine(points, { data: Float32Array.of(2, 0, 0, 0), rows: 2, dim: 2 }, 3);
    expect([...found.ids]).toEqual([2, 0, 1, 0, 1, 2]);
    expect(found.similarities[1]).toBe(0);
    expect([...found.similarities.subarray(3)]).toEqual([0, 0, 0]);
  });

  it.each([
    ['no neighbours', generateMatrix(4, 2, 1), 0, 'NEIGHBOURS'],
    ['more neighbours than rows', generateMatrix(4, 2, 1), 5, 'NEIGHBOURS'],
    ['queries of another dimension', generateMatrix(4, 3, 1), 1, 'DIMENSION'],
    ['NaN', { data: Float32Array.of(0, Number.NaN), rows: 1, dim: 2 }, 1, 'NOT_FINITE'],
  ])('refuses %s', async (_name, queries, k, code) => {
    await expect(nearestByCosine(generateMatrix(4, 2, 1), queries, k)).rejects.toMatchObject({
      name: 'InputError',
      code,
    });
  });

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    const points = generateMatrix(5000, 8, 1);
    const search = nearestByCosine(points, points, 3, { signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(search).rejects.toMatchObject({ name: 'AbortError' });
  });
});
