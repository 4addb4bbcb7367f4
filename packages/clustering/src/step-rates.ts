import { checkFinite, checkSameDimension, checkShape, checkThreads } from './matrix/check-input.ts';
import type { Matrix } from './matrix/matrix.ts';
import { native } from './native.ts';
import { runJob } from './run-job.ts';

/** Floating-point operations a second, 2 · rows · clusters · dim in each. */
export interface StepRates {
  /** One whole assignment without bounds or reductions to leave anything out. */
  readonly assignment: number;
  /** points · centroidsᵀ by the BLAS, on the same threads. */
  readonly product: number;
}

/** Times one assignment step and one matrix product of the same shape, one after the other; for benchmarks. */
export async function measureStepRates(
  points: Matrix,
  centroids: Matrix,
  { threads: wanted }: { readonly threads?: number } = {},
): Promise<StepRates> {
  const threads = checkThreads(wanted);
  checkShape('points', points);
  checkShape('centroids', centroids);
  checkSameDimension('centroids', centroids.dim, points.dim);
  await checkFinite('points', points, threads, undefined);
  await checkFinite('centroids', centroids, threads, undefined);
  const assignment = new Int32Array(points.rows);
  const job = { points, centroids, assignment, threads };
  const seconds = await runJob(() => native().measureSteps(job), undefined);
  const operations = 2 * points.rows * centroids.rows * points.dim;
  return { assignment: operations / seconds.assignment, product: operations / seconds.product };
}
