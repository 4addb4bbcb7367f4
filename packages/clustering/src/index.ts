export { AbortError } from './abort-error.ts';
export { type Assignment, type AssignOptions, assign } from './assign.ts';
export {
  type CosineNeighbours,
  nearestByCosine,
} from './cosine-neighbours.ts';
export { InputError, type InputErrorCode } from './input-error.ts';
export { type KmeansOptions, type KmeansProgress, type KmeansResult, kmeans } from './kmeans.ts';
export { type KmeansSeedsOptions, kmeansSeeds } from './kmeans-seeds.ts';
export {
  type LinearModel,
  type LinearOptions,
  type LogisticLoss,
  logisticLoss,
  predictLinear,
} from './linear-model.ts';
export type { Matrix } from './matrix.ts';
export { openMatrixFile } from './matrix-file.ts';
export {
  buildNeighbourIndex,
  type NeighbourIndex,
  type NeighbourOptions,
  type Neighbours,
} from './neighbour-index.ts';
export { type ApplyPcaOptions, applyPca, type FitPcaOptions, fitPca, type PcaModel } from './pca.ts';
export type { RowSource } from './row-source.ts';
export { measureStepRates, type StepRates } from './step-rates.ts';
export { type Versions, versions } from './versions.ts';
