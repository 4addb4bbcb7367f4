import { checkFinite, checkSameDimension, checkShape, checkThreads, checkWhole } from './check-input.ts';
import { InputError } from './input-error.ts';
import type { Matrix } from './matrix.ts';
import { native } from './native.ts';
import { runJob } from './run-job.ts';

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

/**
 * Principal components of `points` [rows, dim] as scikit-learn's PCA defines them (svd_solver full, no
 * whitening): mean, covariance and eigenvectors in float64. Memory grows with dim², not with rows.
 *
 * The same bits for any number of threads; they may differ between processor families and BLAS builds.
 * Rejects with an {@link InputError} before any work, or an `AbortError`.
 */
export async function fitPca(points: Matrix, options: FitPcaOptions): Promise<PcaModel> {
  const { components: count, signal } = options;
  const threads = checkThreads(options.threads);
  checkShape('points', points);
  if (points.rows < 2) throw new InputError('TOO_FEW_ROWS', 'PCA needs at least two rows.');
  const { rows, dim } = points;
  checkWhole('components', count, 1, Math.min(rows, dim), 'COMPONENTS');
  await checkFinite('points', points, threads, signal);

  const mean = new Float64Array(dim);
  const components = new Float32Array(count * dim);
  const explainedVariance = new Float64Array(count);
  const job = { points, count, threads, mean, components, explainedVariance };
  const total = await runJob(() => native().fitPca(job), signal);
  const explainedVarianceRatio = explainedVariance.map((variance) => (total > 0 ? variance / total : 0));
  return { mean, components, count, dim, explainedVariance, explainedVarianceRatio };
}

/**
 * (points − mean) · componentsᵀ, [rows, count], computed in float64 and rounded once.
 * Rejects with an {@link InputError} before any work, or an `AbortError`.
 */
export async function applyPca(
  model: PcaModel,
  points: Matrix,
  options: ApplyPcaOptions = {},
): Promise<Matrix> {
  const threads = checkThreads(options.threads);
  const components = { data: model.components, rows: model.count, dim: model.dim };
  checkShape('points', points);
  checkShape('components', components);
  checkSameDimension('points', points.dim, model.dim);
  checkSameDimension('means of the model', model.mean.length, model.dim);
  await checkFinite('points', points, threads, options.signal);

  const projected = new Float32Array(points.rows * model.count);
  const job = { points, mean: model.mean, components, projected, threads };
  await runJob(() => native().applyPca(job), options.signal);
  return { data: projected, rows: points.rows, dim: model.count };
}
