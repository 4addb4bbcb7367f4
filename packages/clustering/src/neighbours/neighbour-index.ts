import { setImmediate } from 'node:timers/promises';
import type { IndexFlatL2 } from 'faiss-node';
import {
  checkFinite,
  checkSameDimension,
  checkShape,
  checkThreads,
  checkWhole,
} from '../matrix/check-input.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { faissNode } from '../native.ts';
import { AbortError } from '../run-job.ts';

export interface NeighbourOptions {
  readonly signal?: AbortSignal;
}

export interface Neighbours {
  readonly k: number;
  /** Row-major [queries, k]: rows of the built matrix, nearest first. */
  readonly ids: Int32Array;
  /** Row-major [queries, k]: squared L2 distances in float32. */
  readonly distances: Float32Array;
}

/** Exhaustive L2 nearest-neighbour search in float32. */
export interface NeighbourIndex {
  readonly rows: number;
  readonly dim: number;
  /**
   * The `k` (1 … rows) nearest rows of each query [queries, dim]. Rejects with an `InputError` before
   * any work, or an `AbortError`.
   */
  search(queries: Matrix, k: number, options?: NeighbourOptions): Promise<Neighbours>;
}

// faiss-node takes plain arrays on the event loop: a slice at a time bounds their memory and lets others in between.
const valuesPerSlice = 65_536;
const distancesPerSlice = 4_000_000;

/** Slices of whole rows, at most `rowsPerSlice` each, with a turn of the event loop before each. */
async function* slices(matrix: Matrix, rowsPerSlice: number, signal: AbortSignal | undefined) {
  const step = Math.max(1, rowsPerSlice);
  for (let first = 0; first < matrix.rows; first += step) {
    await setImmediate();
    if (signal?.aborted) throw new AbortError(signal);
    const last = Math.min(matrix.rows, first + step);
    yield { first, values: Array.from(matrix.data.subarray(first * matrix.dim, last * matrix.dim)) };
  }
}

/**
 * Builds a faiss flat index (through faiss-node) over `points` [rows, dim], which are copied. Rejects
 * with an `InputError` before any work, or an `AbortError`.
 */
export async function buildNeighbourIndex(
  points: Matrix,
  { signal }: NeighbourOptions = {},
): Promise<NeighbourIndex> {
  checkShape('points', points);
  await checkFinite('points', points, checkThreads(undefined), signal);
  const { IndexFlatL2 } = faissNode();
  const index = new IndexFlatL2(points.dim);
  const step = Math.floor(valuesPerSlice / points.dim);
  for await (const { values } of slices(points, step, signal)) index.add(values);
  const { rows, dim } = points;
  return {
    rows,
    dim,
    search: (queries, k, options) => search(index, rows, queries, k, options?.signal),
  };
}

async function search(
  index: IndexFlatL2,
  rows: number,
  queries: Matrix,
  k: number,
  signal: AbortSignal | undefined,
): Promise<Neighbours> {
  checkShape('queries', queries);
  checkSameDimension('queries', queries.dim, index.getDimension());
  checkWhole('k', k, 1, rows, 'NEIGHBOURS');
  await checkFinite('queries', queries, checkThreads(undefined), signal);

  const ids = new Int32Array(queries.rows * k);
  const distances = new Float32Array(queries.rows * k);
  const step = Math.min(Math.floor(valuesPerSlice / queries.dim), Math.floor(distancesPerSlice / rows));
  for await (const { first, values } of slices(queries, step, signal)) {
    const found = index.search(values, k);
    ids.set(found.labels, first * k);
    distances.set(found.distances, first * k);
  }
  return { k, ids, distances };
}
