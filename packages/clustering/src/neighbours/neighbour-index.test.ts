import { describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { buildNeighbourIndex } from './neighbour-index.ts';

/** Rows by their distance to the query, ties to the lowest. */
function sortedByDistance(data: Float32Array, query: Float32Array): { id: number; distance: number }[] {
  const dim = query.length;
  return Array.from({ length: data.length / dim }, (_, id) => ({
    id,
    distance: query.reduce((sum, value, j) => sum + (value - (data[id * dim + j] ?? 0)) ** 2, 0),
  })).sort((a, b) => a.distance - b.distance || a.id - b.id);
}

describe('buildNeighbourIndex', () => {
  it('finds the nearest rows in order, over several slices of rows', async () => {
    const points = generateMatrix(9000, 16, 1);
    const queries = generateMatrix(40, 16, 2);
    const index = await buildNeighbourIndex(points);
    expect(index).toMatchObject({ rows: 9000, dim: 16 });

    const { ids, distances } = await index.search(queries, 5);
    for (let q = 0; q < queries.rows; q++) {
      const expected = sortedByDistance(points.data, queries.data.subarray(q * 16, q * 16 + 16)).slice(0, 5);
      expect([...ids.subarray(q * 5, q * 5 + 5)]).toEqual(expected.map(({ id }) => id));
      for (const [i, { distance }] of expected.entries())
        expect(distances[q * 5 + i]).toBeCloseTo(distance, 4);
    }
  });

  it('returns every row when asked for all', async () => {
    const points = generateMatrix(6, 3, 1);
    const { ids } = await (await buildNeighbourIndex(points)).search(
      { ...points, rows: 1, data: points.data.slice(0, 3) },
      6,
    );
    expect([...ids].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ids[0]).toBe(0);
  });

  it.each([
    ['no neighbours', 2, 0, 'NEIGHBOURS'],
    ['more neighbours than rows', 2, 5, 'NEIGHBOURS'],
    ['queries of another dimension', 3, 1, 'DIMENSION'],
  ])('refuses %s', async (_name, dim, k, code) => {
    const index = await buildNeighbourIndex(generateMatrix(4, 2, 1));
    await expect(index.search(generateMatrix(1, dim, 1), k)).rejects.toMatchObject({
      name: 'InputError',
      code,
    });
  });

  it('stops when its signal aborts', async () => {
    const index = await buildNeighbourIndex(generateMatrix(5000, 8, 1));
    const stop = new AbortController();
    const search = index.search(generateMatrix(5000, 8, 2), 3, { signal: stop.signal });
    stop.abort();
    await expect(search).rejects.toMatchObject({ name: 'AbortError' });
  });
});
