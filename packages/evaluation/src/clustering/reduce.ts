import { applyPca, fitPca, type Matrix, type PcaModel } from '@clusterboard/clustering';
import type { Reduction } from '../report.ts';

/** The first `count` components of a model, at most as many as it has. */
export function truncatePca(model: PcaModel, count: number): PcaModel {
  if (count >= model.count) return model;
  return {
    ...model,
    count,
    components: model.components.slice(0, count * model.dim),
    explainedVariance: model.explainedVariance.slice(0, count),
    explainedVarianceRatio: model.explainedVarianceRatio.slice(0, count),
  };
}

export interface ReduceOptions {
  /** Null keeps all. */
  readonly pcaDim: number | null;
  /** Components to fit, if the features have as many, beyond those that are kept. */
  readonly fitDim: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** What k-means gets to see of both splits. */
export interface Reduced {
  readonly train: Matrix;
  readonly test: Matrix;
  readonly pca: Reduction;
  /** All components that were fitted; null where PCA was left out. */
  readonly model: PcaModel | null;
}

/**
 * Principal components fitted on train and applied to both splits, without whitening, but only where
 * that drops dimensions. Otherwise PCA is a rotation (with no more rows than components, a projection
 * that moves every centroid distance of an image by one constant): k-means cannot tell.
 */
export async function reduceFeatures(
  train: Matrix,
  test: Matrix,
  { pcaDim, fitDim, ...options }: ReduceOptions,
): Promise<Reduced> {
  const rank = Math.min(train.dim, train.rows);
  if (pcaDim === null || pcaDim >= rank) {
    const reason = `PCA to ${pcaDim ?? 'all'} dimensions would only rotate features of ${train.dim} dimensions from ${train.rows} images, which k-means does not notice; it was left out.`;
    return {
      train,
      test,
      pca: { applied: false, dim: train.dim, explainedVariance: 1, reason },
      model: null,
    };
  }
  const model = await fitPca(train, { components: Math.min(rank, Math.max(pcaDim, fitDim)), ...options });
  const kept = truncatePca(model, pcaDim);
  const explained = kept.explainedVarianceRatio.reduce((sum, ratio) => sum + ratio, 0);
  return {
    train: await applyPca(kept, train, options),
    test: await applyPca(kept, test, options),
    pca: { applied: true, dim: pcaDim, explainedVariance: Math.min(1, explained) },
    model,
  };
}
