import type { PcaModel } from '@clusterboard/clustering';

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
