import { describe, expect, it } from 'vitest';
import { assign } from '../kmeans/assign.ts';
import { kmeans } from '../kmeans/kmeans.ts';
import { applyPca, fitPca } from '../linear/pca.ts';
import { native, versions } from '../native.ts';
import { generateMatrix } from './generated-matrix.ts';
import { InputError } from './input-error.ts';

const points = generateMatrix(6, 2, 1);
const options = { clusters: 2, seed: 0 };

function withValue(value: number, row: number, rows = 5000, dim = 7) {
  const matrix = generateMatrix(rows, dim, 1);
  matrix.data[row * dim + dim - 1] = value;
  return matrix;
}

describe('bad input', () => {
  it.each([
    ['no clusters', () => kmeans(points, { ...options, clusters: 0 }), 'CLUSTERS'],
    ['half a cluster', () => kmeans(points, { ...options, clusters: 1.5 }), 'CLUSTERS'],
    ['fewer rows than clusters', () => kmeans(points, { ...options, clusters: 7 }), 'TOO_FEW_ROWS'],
    ['no rows', () => kmeans({ data: new Float32Array(), rows: 0, dim: 2 }, options), 'TOO_FEW_ROWS'],
    ['no columns', () => kmeans({ data: new Float32Array(), rows: 2, dim: 0 }, options), 'DIMENSION'],
    ['a length that does not divide', () => kmeans({ ...points, rows: 5 }, options), 'LENGTH'],
    ['a short start', () => kmeans(points, { ...options, initialCentroids: new Float32Array(3) }), 'LENGTH'],
    ['a negative seed', () => kmeans(points, { ...options, seed: -1 }), 'SEED'],
    [
      'a limit that is not a number',
      () => kmeans(points, { ...options, maxIterations: Number.NaN }),
      'ITERATIONS',
    ],
    ['no threads', () => kmeans(points, { ...options, threads: 0 }), 'THREADS'],
    ['centroids of another dimension', () => assign(points, generateMatrix(2, 3, 1)), 'DIMENSION'],
    ['no components', () => fitPca(points, { components: 0 }), 'COMPONENTS'],
    ['more components than columns', () => fitPca(points, { components: 3 }), 'COMPONENTS'],
    ['PCA of one row', () => fitPca(generateMatrix(1, 4, 1), { components: 1 }), 'TOO_FEW_ROWS'],
    [
      'PCA of another dimension',
      async () => applyPca(await fitPca(points, { components: 1 }), generateMatrix(2, 3, 1)),
      'DIMENSION',
    ],
  ])('%s is %s', async (_name, call, code) => {
    const error = await call().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%d is told with its first row',
    async (value) => {
      const matrix = withValue(value, 4321);
      matrix.data[4999 * 7] = Number.NaN;
      const expected = { name: 'InputError', code: 'NOT_FINITE', row: 4321 };
      await expect(kmeans(matrix, options)).rejects.toMatchObject(expected);
      await expect(fitPca(matrix, { components: 2 })).rejects.toMatchObject(expected);
      await expect(assign(matrix, generateMatrix(2, 7, 1))).rejects.toMatchObject(expected);
      const initialCentroids = Float32Array.of(0, 0, 0, value);
      await expect(kmeans(points, { ...options, initialCentroids })).rejects.toMatchObject({
        code: 'NOT_FINITE',
        row: 1,
      });
    },
  );

  it('takes the largest finite values', async () => {
    const result = await kmeans(withValue(-3.4028234663852886e38, 10), options);
    expect(Number.isFinite(result.inertia)).toBe(true);
  });
});

it('names the faiss and the BLAS in use', () => {
  expect(versions()).toEqual({
    faiss: expect.stringMatching(/^1\.\d+\.\d+$/),
    kernel: native().kernels()[0],
    blas: expect.stringContaining('OpenBLAS'),
    faissNode: '0.5.1',
    addonSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
