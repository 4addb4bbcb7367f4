import { availableParallelism } from 'node:os';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';
import { InputError, type InputErrorCode } from './input-error.ts';
import type { Matrix } from './matrix.ts';

const largestCount = 2 ** 31 - 1;

/** Throws an {@link InputError} with `code` unless `value` is a whole number in [min, max]. */
export function checkWhole(
  name: string,
  value: number,
  min: number,
  max: number,
  code: InputErrorCode,
): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new InputError(code, `${name} is ${value}; it must be a whole number from ${min} to ${max}.`);
}

/** `LENGTH`, `DIMENSION` or `TOO_FEW_ROWS`, before anything reads the data. */
export function checkShape(name: string, matrix: Matrix): void {
  checkWhole(`The dimension of the ${name}`, matrix.dim, 1, largestCount, 'DIMENSION');
  checkWhole(`The number of rows of the ${name}`, matrix.rows, 1, largestCount, 'TOO_FEW_ROWS');
  if (matrix.data.length === matrix.rows * matrix.dim) return;
  throw new InputError(
    'LENGTH',
    `The ${name} hold ${matrix.data.length} values; ${matrix.rows} rows of ${matrix.dim} are ${matrix.rows * matrix.dim}.`,
  );
}

export function checkSameDimension(name: string, dim: number, expected: number): void {
  if (dim === expected) return;
  throw new InputError('DIMENSION', `The ${name} have ${dim} columns where ${expected} are expected.`);
}

/** Rejects with `NOT_FINITE` and the first row that holds NaN or infinity; rows count from `firstRow`. */
export async function checkFinite(
  name: string,
  points: Matrix,
  threads: number,
  signal: AbortSignal | undefined,
  firstRow = 0,
): Promise<void> {
  const found = await runJob(() => native().firstRowNotFinite({ points, threads }), signal);
  if (found < points.rows) {
    const row = firstRow + found;
    throw new InputError('NOT_FINITE', `Row ${row} of the ${name} holds NaN or infinity.`, row);
  }
}

/** The number of threads to use: `threads` when given and sound, else every processor. */
export function checkThreads(threads: number | undefined): number {
  if (threads === undefined) return availableParallelism();
  checkWhole('threads', threads, 1, 1024, 'THREADS');
  return threads;
}
