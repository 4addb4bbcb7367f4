import type { RowSource } from '../matrix/matrix.ts';

/** What is to be decomposed: rows about their mean. */
export interface CentredRows {
  readonly source: RowSource;
  /** [dim]. */
  readonly mean: Float64Array;
}

export interface DecompositionOptions {
  /** Components that are wanted. */
  readonly count: number;
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
}

/** The leading components of some rows. */
export interface Decomposition {
  /** [count, dim]. */
  readonly components: Float32Array;
  /** [count], falling. */
  readonly explainedVariance: Float64Array;
  /** Of all columns together. */
  readonly totalVariance: number;
}

export type Decompose = (rows: CentredRows, options: DecompositionOptions) => Promise<Decomposition>;
