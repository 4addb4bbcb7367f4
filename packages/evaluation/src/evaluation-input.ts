import type { Matrix } from '@clusterboard/clustering';
import type { Labels } from './contingency/contingency.ts';
import type { Protocol } from './protocol/protocol.ts';

export interface EvaluationProgress {
  /** In this order. */
  readonly stage: 'pca' | 'cluster' | 'interval' | 'curves' | 'probes' | 'views';
  /** How far the stage is, in seeds, resamples, points of the curves or probes; 0 of 1 for `pca` and for `views`, which stand apart. */
  readonly done: number;
  readonly total: number;
  readonly seedsDone: number;
  readonly seedsTotal: number;
  /** Lloyd iteration, or epoch, of the seed under way. */
  readonly iteration: number;
}

export interface EvaluationInput {
  /** Features of the train split, one row an image. */
  readonly train: Matrix;
  /** Class indices, 0 … classCount − 1, in the order of `train`. */
  readonly trainLabels: Labels;
  readonly test: Matrix;
  readonly testLabels: Labels;
  readonly classCount: number;
  readonly protocol: Protocol;
  /** Whether to fit the probes that use labels, too. They are by default. */
  readonly probes?: boolean;
  /** Never changes a bit of the result. All processors by default. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
}
