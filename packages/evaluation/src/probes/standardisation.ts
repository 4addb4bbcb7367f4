import type { Matrix } from '@clusterboard/clustering';
import type { Steps } from '../cooperative.ts';

export interface Standardisation {
  /** [dim] */
  readonly mean: Float32Array;
  /** [dim]: 1 / standard deviation, 0 for columns that do not vary. */
  readonly scale: Float32Array;
}

const rowsAtOnce = 512;
/** A spread this small beside the mean is rounding. */
const minSpread = 1e-6;

function* columnSums(
  { data, rows, dim }: Matrix,
  term: (value: number, column: number) => number,
): Steps<Float64Array> {
  const sums = new Float64Array(dim);
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === 0) yield;
    for (let j = 0; j < dim; j++) sums[j] = (sums[j] as number) + term(data[row * dim + j] as number, j);
  }
  return sums;
}

/** Mean and inverse standard deviation of every column, summed in float64 in two passes. */
export function* standardisationOf(points: Matrix): Steps<Standardisation> {
  const mean = (yield* columnSums(points, (value) => value)).map((sum) => sum / points.rows);
  const squares = yield* columnSums(points, (value, j) => (value - (mean[j] as number)) ** 2);
  const scale = squares.map((sum, j) => {
    const deviation = Math.sqrt(sum / points.rows);
    return deviation > minSpread * Math.abs(mean[j] as number) ? 1 / deviation : 0;
  });
  // The inverse of a spread below float32's least normal number would be infinite.
  const finite = (value: number): number => (Number.isFinite(Math.fround(value)) ? value : 0);
  return { mean: Float32Array.from(mean), scale: Float32Array.from(scale, finite) };
}
