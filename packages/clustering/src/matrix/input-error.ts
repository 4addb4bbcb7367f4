/**
 * Why an input was refused before any work.
 *
 * - `NOT_FINITE`: NaN or infinity; `row` is the first row that holds one.
 * - `LENGTH`: a buffer whose length is not rows × dim.
 * - `DIMENSION`: a matrix without rows or columns, or two inputs of different dimension.
 * - `CLUSTERS`, `COMPONENTS`, `NEIGHBOURS`: a count outside its range.
 * - `TOO_FEW_ROWS`: fewer rows than clusters, or fewer than two for PCA.
 * - `INDEX`: a row or a label that there is not.
 * - `SEED`, `ITERATIONS`, `THREADS`: not a whole number in range.
 */
export type InputErrorCode =
  | 'NOT_FINITE'
  | 'LENGTH'
  | 'DIMENSION'
  | 'CLUSTERS'
  | 'COMPONENTS'
  | 'NEIGHBOURS'
  | 'TOO_FEW_ROWS'
  | 'INDEX'
  | 'SEED'
  | 'ITERATIONS'
  | 'THREADS';

/** An input that cannot be worked on; every function of this package rejects with it before it starts. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;
  /** The first offending row, for `NOT_FINITE`. */
  readonly row: number | undefined;

  constructor(code: InputErrorCode, message: string, row?: number) {
    super(message);
    this.code = code;
    this.row = row;
  }
}
