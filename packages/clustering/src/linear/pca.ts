import {
  checkFinite,
  checkSameDimension,
  checkShape,
  checkThreads,
  checkWhole,
} from '../matrix/check-input.ts';
import { InputError } from '../matrix/input-error.ts';
import { type Matrix, type RowSource, rowsOf } from '../matrix/matrix.ts';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';
import { covariancePca } from './covariance-pca.ts';
import type { Decompose } from './decomposition.ts';
import { gramPca } from './gram-pca.ts';
import { lanczosPca, lanczosSize } from './lanczos-pca.ts';

export interface PcaModel {
  /** [dim], accumulated in float64. */
  readonly mean: Float64Array;
  /** Row-major [count, dim], orthonormal rows by falling variance, largest absolute loading positive. */
  readonly components: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** Variance along each component (divisor rows − 1). */
  readonly explainedVariance: Float64Array;
  /** `explainedVariance` over the total variance of all dim columns; 0 if there is none. */
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

/** Up to so many columns the covariance is decomposed, and up to so many rows their products. */
export const widestCovariance = 4096;

/** How principal components are computed; the values agree, the last bits do not. */
export type PcaMethod = 'covariance' | 'gram' | 'lanczos';

const decompositions: Readonly<Record<PcaMethod, Decompose>> = {
  covariance: covariancePca,
  gram: gramPca,
  lanczos: lanczosPca,
};

/** The covariance for few columns, whatever the rows; else the products of few rows; else few components of both. */
export function pcaMethod(rows: number, dim: number, count: number): PcaMethod {
  if (dim <= widestCovariance) return 'covariance';
  if (rows <= widestCovariance) return 'gram';
  const least = Math.min(rows, dim);
  if (lanczosSize(count) <= least) return 'lanczos';
  return rows < dim ? 'gram' : 'covariance';
}

/**
 * Principal components of `points` [rows, dim] as scikit-learn's PCA defines them (svd_solver full, no
 * whitening): mean, covariance and eigenvectors in float64, by the method that {@link pcaMethod} names. By the
 * covariance, memory grows with dim², not with rows: a {@link RowSource} is read twice and may be larger than memory.
 *
 * The same bits for any number of threads; they may differ between processor families and BLAS builds.
 * Rejects with an {@link InputError} before the decomposition, or an `AbortError`.
 */
export async function fitPca(points: Matrix | RowSource, options: FitPcaOptions): Promise<PcaModel> {
  const { components: count, signal } = options;
  const threads = checkThreads(options.threads);
  if ('data' in points) checkShape('points', points);
  const source = 'data' in points ? rowsOf(points) : points;
  const { rows, dim } = source;
  if (rows < 2) throw new InputError('TOO_FEW_ROWS', 'PCA needs at least two rows.');
  checkWhole('components', count, 1, Math.min(rows, dim), 'COMPONENTS');

  const mean = await meanOf(source, threads, signal);
  const decompose = decompositions[pcaMethod(rows, dim, count)];
  const found = await decompose({ source, mean }, { count, threads, signal });
  const { components, explainedVariance, totalVariance: total } = found;
  const explainedVarianceRatio = explainedVariance.map((variance) => (total > 0 ? variance / total : 0));
  return { mean, components, count, dim, explainedVariance, explainedVarianceRatio };
}

/** Column means in float64, summed in the order of rows; checks every block on the way. */
async function meanOf(
  source: RowSource,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const sums = new Float64Array(source.dim);
  let seen = 0;
  for await (const block of source.blocks()) {
    checkShape('points', block);
    checkSameDimension('points', block.dim, source.dim);
    await checkFinite('points', block, threads, signal, seen);
    await runJob(() => native().addColumnSums({ points: block, sums, threads }), signal);
    seen += block.rows;
  }
  if (seen !== source.rows) {
    throw new InputError('LENGTH', `The source gave ${seen} rows where ${source.rows} were announced.`);
  }
  return sums.map((sum) => sum / seen);
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
