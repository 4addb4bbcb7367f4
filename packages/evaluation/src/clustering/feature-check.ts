import type { Matrix } from '@clusterboard/clustering';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { Steps } from '../cooperative.ts';

const rowsAtOnce = 1024;

/** The first row with a NaN or an infinity, or −1. A float64 sum of float32 values cannot overflow. */
function* firstRowNotFinite({ data, rows, dim }: Matrix): Steps<number> {
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === 0) yield;
    let sum = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) sum += data[i] as number;
    if (!Number.isFinite(sum)) return row;
  }
  return -1;
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

/** Fails with FEATURES_NOT_FINITE, naming the first such image of the split. */
export function* checkFinite(points: Matrix, split: 'train' | 'test'): Steps<Result<void>> {
  const row = yield* firstRowNotFinite(points);
  if (row === -1) return success(undefined);
  return failure(problem('FEATURES_NOT_FINITE', { row: `${row} (${split} split)` }));
}

/** Fails with FEATURES_CONSTANT or FEATURES_TOO_FEW_DISTINCT: k-means needs a row for each cluster. */
export function* checkDistinct(points: Matrix, clusters: number): Steps<Result<void>> {
  const distinct = yield* countDistinctRows(points, Math.max(2, clusters));
  if (distinct < 2) return failure(problem('FEATURES_CONSTANT', {}));
  if (distinct < clusters) return failure(problem('FEATURES_TOO_FEW_DISTINCT', { distinct, clusters }));
  return success(undefined);
}
