import { describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { type Matrix, type RowSource, rowsOf } from '../matrix/matrix.ts';
import { covariancePca } from './covariance-pca.ts';
import type { Decompose, Decomposition } from './decomposition.ts';
import { gramPca } from './gram-pca.ts';
import { lanczosPca } from './lanczos-pca.ts';
import { fitPca, pcaMethod, widestCovariance } from './pca.ts';

/** Spread that falls with the column, about an offset. */
const falling = (rows: number, dim: number, seed = 1): Matrix => {
  const { data } = generateMatrix(rows, dim, seed);
  return { data: data.map((value, i) => 3 + value / (1 + (i % dim) / 50)), rows, dim };
};

function decompose(method: Decompose, points: Matrix, count: number, threads = 2, source = rowsOf(points)) {
  const { data, rows, dim } = points;
  const sums = new Float64Array(dim);
  for (const [i, value] of data.entries()) sums[i % dim] = (sums[i % dim] as number) + value;
  return method({ source, mean: sums.map((sum) => sum / rows) }, { count, threads, signal: undefined });
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)));
  }
  return largest;
};

/** To the tolerances that the covariance's own values are held to. */
function expectSame(actual: Decomposition, expected: Decomposition): void {
  expect(largestDifference(actual.components, expected.components)).toBeLessThan(1e-6);
  expect(largestDifference(actual.explainedVariance, expected.explainedVariance)).toBeLessThan(1e-12);
  expect(Math.abs(actual.totalVariance / expected.totalVariance - 1)).toBeLessThan(1e-12);
}

/** As a file gives them: blocks that are overwritten. */
const inBlocks = ({ data, rows, dim }: Matrix, step: number): RowSource => ({
  rows,
  dim,
  *blocks() {
    const block = new Float32Array(step * dim);
    for (let first = 0; first < rows; first += step) {
      const count = Math.min(step, rows - first);
      block.set(data.subarray(first * dim, (first + count) * dim));
      yield { data: block.subarray(0, count * dim), rows: count, dim };
    }
  },
});

describe('components by the products of rows', () => {
  it.each([
    [200, 12, 5],
    [15, 40, 10],
    [150, 65, 3],
    [700, 600, 30],
  ])('agree with the covariance: %i × %i to %i', async (rows, dim, count) => {
    const points = falling(rows, dim);
    expectSame(await decompose(gramPca, points, count), await decompose(covariancePca, points, count));
  });

  it('agree where there are more columns than rows, and the rows come in blocks', async () => {
    const points = falling(300, 1100);
    const expected = await decompose(covariancePca, points, 40);
    expectSame(await decompose(gramPca, points, 40, 2, inBlocks(points, 128)), expected);
  });

  it('are 0 beyond the rank of the rows', async () => {
    const points = falling(20, 90);
    const { components, explainedVariance } = await decompose(gramPca, points, 20);
    expect(explainedVariance[18]).toBeGreaterThan(0);
    expect(explainedVariance[19]).toBe(0);
    expect(components.subarray(19 * 90).every((value) => value === 0)).toBe(true);
  });
});

describe('components by block Lanczos', () => {
  it('agree with the covariance, with restarts', async () => {
    const points = falling(1500, 900);
    expectSame(await decompose(lanczosPca, points, 40), await decompose(covariancePca, points, 40));
  });

  it('agree where no direction stands out', async () => {
    const points = generateMatrix(1300, 700, 2);
    expectSame(await decompose(lanczosPca, points, 20), await decompose(covariancePca, points, 20));
  });

  it('agree where the rows are of a lower rank than the basis', async () => {
    const factors = falling(900, 12, 3);
    const mixing = generateMatrix(12, 600, 4);
    const data = new Float32Array(900 * 600);
    for (let i = 0; i < data.length; i++) {
      const [row, column] = [Math.floor(i / 600), i % 600];
      for (let k = 0; k < 12; k++) {
        const factor = factors.data[row * 12 + k] as number;
        data[i] = (data[i] as number) + factor * (mixing.data[k * 600 + column] as number);
      }
    }
    const points = { data, rows: 900, dim: 600 };
    expectSame(await decompose(lanczosPca, points, 12), await decompose(covariancePca, points, 12));
  });

  it('explain nothing where every row is the same', async () => {
    const points = generateMatrix(400, 400, 1, () => 0.5);
    const { explainedVariance, totalVariance } = await decompose(lanczosPca, points, 4);
    expect([...explainedVariance, totalVariance]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('any method', () => {
  it.each([
    ['gram', gramPca, falling(300, 1000)],
    ['lanczos', lanczosPca, falling(800, 600)],
  ] as const)('%s gives the same bits for any number of threads', async (_name, method, points) => {
    const one = await decompose(method, points, 20, 1);
    for (const threads of [2, 3]) expect(await decompose(method, points, 20, threads)).toEqual(one);
  });

  it('follows from the shape: narrow features are decomposed as they always were', () => {
    expect(pcaMethod(100, widestCovariance, 50)).toBe('covariance');
    expect(pcaMethod(60_000, widestCovariance, 2048)).toBe('covariance');
    expect(pcaMethod(1500, widestCovariance + 1, 1500)).toBe('gram');
    expect(pcaMethod(60_000, 65_536, 256)).toBe('lanczos');
    expect(pcaMethod(5000, 65_536, 4000)).toBe('gram');
    expect(pcaMethod(60_000, 5000, 4000)).toBe('covariance');
  });

  it('is taken by fitPca, which never makes a matrix of 65,536 columns by as many', async () => {
    const points = falling(40, 65_536);
    const { components, explainedVarianceRatio } = await fitPca(points, { components: 3 });
    expect(components.length).toBe(3 * 65_536);
    const total = explainedVarianceRatio.reduce((sum, ratio) => sum + ratio, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(1);
  });
});
