import type { KmeansResult } from '@clusterboard/clustering';

interface Limits {
  readonly clusters: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Of one seed. */
export interface SeedOptions extends Limits {
  readonly seed: number;
  /** Iterations, or epochs, done so far. */
  readonly onIteration: (iteration: number) => void;
}

/** Of all seeds of a protocol. */
export interface ClusteringOptions extends Limits {
  /** Seeds that are done, and iterations, or epochs, of one that is under way. */
  readonly onProgress: (seedsDone: number, iteration: number) => void;
}

/** `converged` is false where the schedule, not the assignment, ended the run. */
export type Clustering = KmeansResult;
