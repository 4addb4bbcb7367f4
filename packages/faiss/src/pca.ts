import type { Matrix } from './matrix.ts';

export interface PcaModel {
  /** [dim], accumulated in float64. */
  readonly mean: Float64Array;
  /** Row-major [count, dim], orthonormal rows by falling variance, largest absolute loading positive. */
  readonly components: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** Variance along each component (divisor rows − 1). */
  readonly explainedVariance: Float64Array;
  /** `explainedVariance` over the total variance of all dim columns; 0 where there is none. */
  readonly explainedVarianceRatio: Float64Array;
}

export interface FitPcaOptions {
  /** 1 … min(rows, dim). */
  readonly components: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface ApplyPcaOptions {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export async function fitPca(_points: Matrix, _options: FitPcaOptions): Promise<PcaModel> {
  throw new Error('not built yet');
}

export async function applyPca(
  _model: PcaModel,
  _points: Matrix,
  _options: ApplyPcaOptions = {},
): Promise<Matrix> {
  throw new Error('not built yet');
}
