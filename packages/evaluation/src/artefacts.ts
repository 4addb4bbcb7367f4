import type { Matrix, PcaModel } from '@clusterboard/clustering';
import type { Replicates } from './intervals/bootstrap.ts';

/** What one k-means run left behind. */
export interface SeedArtefacts {
  readonly seed: number;
  /** [clusters, dim], in the space of the reduced features. */
  readonly centroids: Matrix;
  /** The cluster of each train image. */
  readonly trainAssignment: Int32Array;
  /** The cluster of each test image. */
  readonly testAssignment: Int32Array;
}

/** What views, receipts and storage need of an evaluation beside its report. */
export interface EvaluationArtefacts {
  /** With the components that were kept, or null where PCA was left out. */
  readonly pca: PcaModel | null;
  /** What k-means saw. The features themselves, not a copy, where PCA was left out. */
  readonly train: Matrix;
  readonly test: Matrix;
  /** In the order of the report's runs. */
  readonly runs: readonly SeedArtefacts[];
  /** Of every metric, paired with those of any other entry on the same test images. */
  readonly replicates: Replicates;
}
