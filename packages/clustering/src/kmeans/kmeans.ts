import { checkFinite, checkShape, checkThreads, checkWhole } from '../matrix/check-input.ts';
import { InputError } from '../matrix/input-error.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';

/** What is known after the assignment step of an iteration. */
export interface KmeansProgress {
  /** Centroid updates done so far; 0 for the first assignment. */
  readonly iteration: number;
  /** Sum of squared L2 distances to the nearest centroid. */
  readonly inertia: number;
  /** Rows whose cluster changed. */
  readonly moved: number;
}

export interface KmeansOptions {
  /** 1 … rows. */
  readonly clusters: number;
  /** 0 … 2^53 − 1. The same seed gives the same bits for any number of threads. */
  readonly seed: number;
  /** Centroid updates at most; 100 by default. */
  readonly maxIterations?: number;
  /** All available processors by default. */
  readonly threads?: number;
  /** Starting centroids, row-major [clusters, dim], in place of k-means++. */
  readonly initialCentroids?: Float32Array;
  /** Stops within one block of rows; the promise rejects with an `AbortError`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: KmeansProgress) => void;
}

export interface KmeansResult {
  /** Row-major [clusters, dim]. */
  readonly centroids: Float32Array;
  /** Nearest of `centroids` for each row, ties to the lowest index. */
  readonly assignment: Int32Array;
  /** Sum of squared L2 distances of `assignment` to `centroids`, in float64. */
  readonly inertia: number;
  /** Centroid updates done. */
  readonly iterations: number;
  /** Whether the assignment stopped changing. */
  readonly converged: boolean;
  /** How many times an empty cluster was given a new centroid. */
  readonly reseeded: number;
}

/**
 * Lloyd's k-means under L2 on every row of `points` [rows, dim], from a k-means++ start.
 *
 * Exact: a row belongs to the centroid of least float64 distance, ties to the lowest index; means are
 * summed in float64 and rounded once. An empty cluster takes a row drawn by its squared distance, from
 * the generator of the run (xoshiro256**, seeded through splitmix64). The result does not depend on
 * `threads`. `points.data` is read in place: do not write to or transfer it before the promise settles.
 *
 * Rejects with an {@link InputError} before any work, or an `AbortError`; what `onProgress` throws
 * stops the run and is what the promise rejects with.
 */
export async function kmeans(points: Matrix, options: KmeansOptions): Promise<KmeansResult> {
  const threads = checkThreads(options.threads);
  checkOptions(points, options);
  await checkFinite('points', points, threads, options.signal);
  return runKmeans(points, options, threads);
}

/** {@link kmeans} on points and options that were checked. */
export async function runKmeans(
  points: Matrix,
  options: KmeansOptions,
  threads: number,
): Promise<KmeansResult> {
  const { clusters, seed, maxIterations = 100, signal } = options;
  const centroids = await startingCentroids(points, options, threads);

  const assignment = new Int32Array(points.rows);
  const started = options.initialCentroids !== undefined;
  const watch = watchProgress(options.onProgress, signal);
  const job = { points, clusters, seed, maxIterations, threads, started, centroids, assignment };
  const summary = await runJob(() => native().kmeans(job, watch.onProgress), watch.signal).catch((error) => {
    throw watch.failure() ?? error;
  });
  return { centroids, assignment, ...summary };
}

export function checkOptions(points: Matrix, { clusters, seed, maxIterations = 100 }: KmeansOptions): void {
  checkShape('points', points);
  checkWhole('clusters', clusters, 1, 2 ** 31 - 1, 'CLUSTERS');
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER, 'SEED');
  checkWhole('maxIterations', maxIterations, 0, 2 ** 31 - 1, 'ITERATIONS');
  if (points.rows < clusters) {
    throw new InputError('TOO_FEW_ROWS', `${points.rows} rows cannot make ${clusters} clusters.`);
  }
}

/** A copy of the given start, checked, or zeros for the addon to fill. */
async function startingCentroids(
  { dim }: Matrix,
  { clusters, initialCentroids, signal }: KmeansOptions,
  threads: number,
): Promise<Float32Array> {
  if (initialCentroids === undefined) return new Float32Array(clusters * dim);
  const start = { data: initialCentroids, rows: clusters, dim };
  checkShape('initial centroids', start);
  await checkFinite('initial centroids', start, threads, signal);
  return initialCentroids.slice();
}

/** A fault in the caller's `onProgress` must not escape from the addon's callback: it stops the run instead. */
function watchProgress(onProgress: KmeansOptions['onProgress'], signal: AbortSignal | undefined) {
  if (onProgress === undefined) return { onProgress, signal, failure: () => undefined };
  const stop = new AbortController();
  const report = (progress: KmeansProgress) => {
    if (stop.signal.aborted) return;
    try {
      onProgress(progress);
    } catch (error) {
      stop.abort(error);
    }
  };
  return {
    onProgress: report,
    signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    failure: (): unknown => (stop.signal.aborted ? stop.signal.reason : undefined),
  };
}
