import type { LloydProtocol, MiniBatchProtocol, Protocol } from './protocol.ts';

/** The default: one cluster per class, five seeds, every train row used. */
export const strict1: LloydProtocol = {
  id: 'strict-1',
  version: 1,
  pcaDim: 256,
  over: 1,
  seeds: [0, 1, 2, 3, 4],
  maxIterations: 100,
};

/** `strict-1` with three clusters for every two classes. ACC rises with k: a board of its own. */
export const strict1Over: LloydProtocol = { ...strict1, id: 'strict-1-over-1.5', over: 1.5 };

/**
 * The schedule of the code published with Zheltonozhskii et al., "Self-Supervised Learning for
 * Large-Scale Unsupervised Image Clustering", 2020: mini-batch k-means on all components. Its faults
 * (augmented train views, batch-norm in training mode, features without their PCA) are not copied.
 */
export const paper2020: MiniBatchProtocol = {
  id: 'paper-2020',
  version: 1,
  algorithm: 'mini-batch',
  pcaDim: null,
  over: 1,
  rounding: 'down',
  seeds: [0, 1, 2, 3, 4],
  epochs: 60,
  leastBatch: 2048,
  reassignmentRatio: 0.01,
};

export const paper2020Over: MiniBatchProtocol = { ...paper2020, id: 'paper-2020-over-1.5', over: 1.5 };

const published: readonly Protocol[] = [strict1, strict1Over, paper2020, paper2020Over];

/** Every protocol that this version of the evaluator knows, by its id. */
export const protocols: Readonly<Record<string, Protocol>> = Object.fromEntries(
  published.map((protocol) => [protocol.id, protocol]),
);
