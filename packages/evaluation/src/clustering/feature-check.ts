import type { Matrix } from '@clusterboard/clustering';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { Steps } from '../cooperative.ts';

const rowsAtOnce = 1024;

/**
 * The largest L2 norm of the rows of a split, at least and at most. k-means sums squared distances of up to 10^7
 * rows in float32, which holds 1e-38 to 3.4e38: 10^7 × (2 × 10^15)² = 4e37.
 */
const normRange = { min: 1e-15, max: 1e15 } as const;

interface LargestRow {
  readonly row: number;
  /** NaN or infinite where a value of the row is. */
  readonly norm: number;
}

/**
 * The row with the largest norm, or the first whose norm is not finite. Squares of float32 cannot overflow a
 * float64 sum.
 */
function* largestRow({ data, rows, dim }: Matrix): Steps<LargestRow> {
  let largest = { row: 0, squares: 0 };
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === 0) yield;
    let squares = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) squares += (data[i] as number) ** 2;
    if (squares > largest.squares) largest = { row, squares };
    if (!Number.isFinite(squares)) return { row, norm: squares };
  }
  return { row: largest.row, norm: Math.sqrt(largest.squares) };
}

function hashRow({ data, dim }: Matrix, row: number, words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let i = row * dim; i < (row + 1) * dim; i++) {
    // Zero and minus zero are the same feature.
    const word = data[i] === 0 ? 0 : (words[i] as number);
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function sameRow({ data, dim }: Matrix, a: number, b: number): boolean {
  for (let i = 0; i < dim; i++) if (data[a * dim + i] !== data[b * dim + i]) return false;
  return true;
}

/** How many different rows there are, counted up to `enough`. */
function* countDistinctRows(points: Matrix, enough: number): Steps<number> {
  const { data, rows } = points;
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const seen = new Map<number, number[]>();
  let distinct = 0;
  for (let row = 0; row < rows && distinct < enough; row++) {
    if (row % rowsAtOnce === 0) yield;
    const hash = hashRow(points, row, words);
    const alike = seen.get(hash);
    if (alike?.some((other) => sameRow(points, row, other))) continue;
    if (alike === undefined) seen.set(hash, [row]);
    else alike.push(row);
    distinct += 1;
  }
  return distinct;
}

/** Fails with FEATURES_NOT_FINITE or FEATURES_OUT_OF_RANGE, naming such an image of the split. */
export function* checkRange(points: Matrix, split: 'train' | 'test'): Steps<Result<void>> {
  const { row, norm } = yield* largestRow(points);
  const image = `${row} (${split} split)`;
  if (!Number.isFinite(norm)) return failure(problem('FEATURES_NOT_FINITE', { row: image }));
  // All zero is constant, which has a code of its own.
  if (norm === 0 || (norm >= normRange.min && norm <= normRange.max)) return success(undefined);
  const details = {
    row: image,
    norm: norm.toExponential(1),
    min: normRange.min.toExponential(0),
    max: normRange.max.toExponential(0),
  };
  return failure(problem('FEATURES_OUT_OF_RANGE', details));
}

/** Fails with FEATURES_CONSTANT or FEATURES_TOO_FEW_DISTINCT: k-means needs a row for each cluster. */
export function* checkDistinct(points: Matrix, clusters: number): Steps<Result<void>> {
  const distinct = yield* countDistinctRows(points, Math.max(2, clusters));
  if (distinct < 2) return failure(problem('FEATURES_CONSTANT', {}));
  if (distinct < clusters) return failure(problem('FEATURES_TOO_FEW_DISTINCT', { distinct, clusters }));
  return success(undefined);
}
