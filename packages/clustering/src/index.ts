export { type Assignment, type AssignOptions, assign } from './kmeans/assign.ts';
export { type KmeansOptions, type KmeansProgress, type KmeansResult, kmeans } from './kmeans/kmeans.ts';
export { type KmeansSeedsOptions, kmeansSeeds } from './kmeans/kmeans-seeds.ts';
export {
  type LinearModel,
  type LinearOptions,
  type LogisticLoss,
  logisticLoss,
  predictLinear,
} from './linear/linear-model.ts';
export {
  type ApplyPcaOptions,
  applyPca,
  type FitPcaOptions,
  fitPca,
  type PcaMethod,
  type PcaModel,
  pcaMethod,
  widestCovariance,
} from './linear/pca.ts';
export { InputError, type InputErrorCode } from './matrix/input-error.ts';
export type { Matrix, RowSource } from './matrix/matrix.ts';
export { openMatrixFile } from './matrix/matrix-file.ts';
export { type Versions, versions } from './native.ts';
export {
  type CosineNeighbours,
  nearestByCosine,
} from './neighbours/cosine-neighbours.ts';
export {
  buildNeighbourIndex,
  type NeighbourIndex,
  type NeighbourOptions,
  type Neighbours,
} from './neighbours/neighbour-index.ts';
export { AbortError } from './run-job.ts';
export { measureStepRates, type StepRates } from './step-rates.ts';
