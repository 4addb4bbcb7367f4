import type { Matrix } from './matrix.ts';

export interface AssignOptions {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface Assignment {
  readonly assignment: Int32Array;
  readonly inertia: number;
}

export async function assign(
  _points: Matrix,
  _centroids: Matrix,
  _options: AssignOptions = {},
): Promise<Assignment> {
  throw new Error('not built yet');
}
