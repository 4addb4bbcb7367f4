import { expect, it } from 'vitest';
import golden from '../../golden/kmeans.golden.json' with { type: 'json' };
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { kmeans } from './kmeans.ts';

it.each(golden.cases)('agrees with scikit-learn: $rows rows of $dim, $clusters clusters', async (golden) => {
  const { rows, dim, clusters, seed } = golden;
  const points = generateMatrix(rows, dim, seed, (u) => u);
  const initialCentroids = points.data.slice(0, clusters * dim);
  const result = await kmeans(points, { clusters, seed: 0, initialCentroids, maxIterations: 300 });
  expect(result).toMatchObject({ converged: true, reseeded: 0 });
  expect([...result.assignment]).toEqual(golden.assignment);
  expect(result.inertia / golden.inertia).toBeCloseTo(1, 6);
  for (const [j, value] of golden.firstCentroid.entries()) expect(result.centroids[j]).toBeCloseTo(value, 6);
});
