import type { Matrix } from '@clusterboard/clustering';
import type { Labels } from '../contingency/contingency.ts';
import type { Steps } from '../cooperative.ts';

const rowsAtOnce = 8192;

/** Which of `rows` rows are taken when `count` are: evenly spread, the first among them. */
export function evenlySpread(rows: number, count: number): Int32Array {
  return new Int32Array(count).map((_, i) => Math.floor((i * rows) / count));
}

/** The first `dim` columns of some rows; the matrix itself where that is all of it. */
export function* takeRows({ data, rows, dim: width }: Matrix, taken: Int32Array, dim: number): Steps<Matrix> {
  if (taken.length === rows && dim === width) return { data, rows, dim };
  const part = new Float32Array(taken.length * dim);
  for (let i = 0; i < taken.length; i++) {
    const at = (taken[i] as number) * width;
    part.set(data.subarray(at, at + dim), i * dim);
    if (i % rowsAtOnce === 0) yield;
  }
  return { data: part, rows: taken.length, dim };
}

export const takeLabels = (labels: Labels, taken: Int32Array): Int32Array =>
  taken.map((row) => labels[row] as number);
