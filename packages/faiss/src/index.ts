export { AbortError } from './abort-error.ts';
export { type Assignment, type AssignOptions, assign } from './assign.ts';
export { InputError, type InputErrorCode } from './input-error.ts';
export { type KmeansOptions, type KmeansProgress, type KmeansResult, kmeans } from './kmeans.ts';
export type { Matrix } from './matrix.ts';
export {
  buildNeighbourIndex,
  type NeighbourIndex,
  type NeighbourOptions,
  type Neighbours,
} from './neighbour-index.ts';
export { type ApplyPcaOptions, applyPca, type FitPcaOptions, fitPca, type PcaModel } from './pca.ts';
export { type Versions, versions } from './versions.ts';
