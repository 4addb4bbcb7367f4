import { describe, expect, it } from 'vitest';
import golden from '../../golden/pca.golden.json' with { type: 'json' };
import { generateMatrix, uniformNumbers } from '../matrix/generated-matrix.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { applyPca, fitPca } from './pca.ts';

type Case = (typeof golden.cases)[number];

/** As features() in golden/generate.py. */
function featuresOf({ rows, dim, seed, offset, constant }: Case): Matrix {
  const uniform = uniformNumbers(seed);
  const data = Float32Array.from({ length: rows * dim }, (_, i) => {
    const spread = (uniform() - 0.5) / (1 + (i % dim));
    return constant.some((column) => column === i % dim) ? offset : offset + spread;
  });
  return { data, rows, dim };
}

function largestDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN))));
}

describe('fitPca', () => {
  it.each(golden.cases)('agrees with scikit-learn: $name', async (golden) => {
    const points = featuresOf(golden);
    const model = await fitPca(points, { components: golden.count });
    expect(largestDifference(model.mean, golden.mean)).toBeLessThan(1e-11);
    expect(largestDifference(model.components, golden.components)).toBeLessThan(1e-6);
    expect(largestDifference(model.explainedVariance, golden.explainedVariance)).toBeLessThan(1e-12);
    expect(largestDifference(model.explainedVarianceRatio, golden.explainedVarianceRatio)).toBeLessThan(
      1e-12,
    );

    const projected = await applyPca(model, points);
    expect(projected).toMatchObject({ rows: golden.rows, dim: golden.count });
    const first = projected.data.subarray(0, golden.count);
    expect(largestDifference(first, golden.projectedFirstRow)).toBeLessThan(1e-6);
  });

  it('gives the same bits for every number of threads', async () => {
    const points = generateMatrix(2500, 200, 1);
    const one = await fitPca(points, { components: 20, threads: 1 });
    for (const threads of [2, 4]) {
      expect(await fitPca(points, { components: 20, threads })).toEqual(one);
      expect(await applyPca(one, points, { threads })).toEqual(await applyPca(one, points, { threads: 1 }));
    }
  });

  it('explains nothing where every row is the same', async () => {
    const model = await fitPca(
      generateMatrix(10, 4, 1, () => 0.3),
      { components: 2 },
    );
    expect(model.explainedVarianceRatio).toEqual(Float64Array.of(0, 0));
    const { data } = await applyPca(
      model,
      generateMatrix(3, 4, 1, () => 0.3),
    );
    expect(data.every((value) => value === 0)).toBe(true);
  });

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    const run = fitPca(generateMatrix(20_000, 256, 1), { components: 8, signal: stop.signal });
    stop.abort();
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
