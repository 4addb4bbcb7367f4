import type { Matrix } from './matrix.ts';

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

export async function kmeans(_points: Matrix, _options: KmeansOptions): Promise<KmeansResult> {
  throw new Error('not built yet');
}
