import type { Matrix } from './matrix.ts';

export interface Neighbours {
  readonly k: number;
  /** Row-major [queries, k]: rows of the built matrix, nearest first. */
  readonly ids: Int32Array;
  /** Row-major [queries, k]: squared L2 distances in float32. */
  readonly distances: Float32Array;
}

/** Exact L2 nearest-neighbour search. */
export interface NeighbourIndex {
  readonly rows: number;
  readonly dim: number;
  search(queries: Matrix, k: number): Promise<Neighbours>;
}

export async function buildNeighbourIndex(_points: Matrix): Promise<NeighbourIndex> {
  throw new Error('not built yet');
}
