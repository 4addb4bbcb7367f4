import { checkFinite, checkSameDimension, checkShape, checkThreads } from '../matrix/check-input.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';

export interface AssignOptions {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface Assignment {
  /** Index of the nearest centroid of each row, ties to the lowest. */
  readonly assignment: Int32Array;
  /** Sum of squared L2 distances, in float64. */
  readonly inertia: number;
}

/**
 * The exactly nearest of `centroids` [clusters, dim] for each row of `points` [rows, dim], as
 * {@link kmeans} assigns its own. Rejects with an `InputError` before any work, or an `AbortError`.
 */
export async function assign(
  points: Matrix,
  centroids: Matrix,
  { threads: wanted, signal }: AssignOptions = {},
): Promise<Assignment> {
  const threads = checkThreads(wanted);
  checkShape('points', points);
  checkShape('centroids', centroids);
  checkSameDimension('centroids', centroids.dim, points.dim);
  await checkFinite('centroids', centroids, threads, signal);
  await checkFinite('points', points, threads, signal);

  const assignment = new Int32Array(points.rows);
  const inertia = await runJob(() => native().assign({ points, centroids, assignment, threads }), signal);
  return { assignment, inertia };
}
