import { applyPca, fitPca, type Matrix } from '@clusterboard/faiss';
import type { Reduction } from './report.ts';

export interface ReduceOptions {
  readonly pcaDim: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** What k-means gets to see of both splits. */
export interface Reduced {
  readonly train: Matrix;
  readonly test: Matrix;
  readonly pca: Reduction;
}

/**
 * Principal components fitted on train and applied to both splits, without whitening, but only where
 * that drops dimensions. Otherwise PCA is a rotation (with no more rows than components, a projection
 * that moves every centroid distance of an image by one constant): k-means cannot tell.
 */
export async function reduceFeatures(
  train: Matrix,
  test: Matrix,
  { pcaDim, ...options }: ReduceOptions,
): Promise<Reduced> {
  const rank = Math.min(train.dim, train.rows);
  if (pcaDim >= rank) {
    const reason = `PCA to ${pcaDim} dimensions would only rotate features of ${train.dim} dimensions from ${train.rows} images, which k-means does not notice; it was left out.`;
    return { train, test, pca: { applied: false, dim: train.dim, explainedVariance: 1, reason } };
  }
  const model = await fitPca(train, { components: pcaDim, ...options });
  const kept = model.explainedVarianceRatio.reduce((sum, ratio) => sum + ratio, 0);
  return {
    train: await applyPca(model, train, options),
    test: await applyPca(model, test, options),
    pca: { applied: true, dim: pcaDim, explainedVariance: Math.min(1, kept) },
  };
}
