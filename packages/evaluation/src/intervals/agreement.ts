import type { Scores } from '../metrics/scores.ts';

/** All that ARI, MI, NMI and AMI want to know of a contingency table. */
export interface TableSums {
  readonly images: number;
  /** How many cells, clusters and classes have images. */
  readonly cells: number;
  readonly clusters: number;
  readonly classes: number;
  /** Σ x² over cells, clusters and classes. */
  readonly cellSquares: number;
  readonly clusterSquares: number;
  readonly classSquares: number;
  /** Σ x·ln x over cells, clusters and classes. */
  readonly cellMoments: number;
  readonly clusterMoments: number;
  readonly classMoments: number;
  /** The expectation of `cellMoments` for a random table with the same clusters and classes. */
  readonly expectedCellMoments: number;
}

export type Agreement = Pick<Scores, 'ari' | 'ami' | 'mi' | 'nmi'>;

/** In float64, where adjustedRandIndex is exact: replicates keep no more than seven digits. */
function adjustedRand({ images, cellSquares, clusterSquares, classSquares }: TableSums): number {
  const tp = cellSquares - images;
  const fn = clusterSquares - cellSquares;
  const fp = classSquares - cellSquares;
  const tn = images * images - images - tp - fn - fp;
  return (2 * (tp * tn - fn * fp)) / ((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn));
}

/** The metrics that need no matching, with the edges that the functions for whole tables have. */
export function agreementOf(sums: TableSums): Agreement {
  const { images, cells, clusters, classes, clusterMoments, classMoments } = sums;
  const scale = Math.log(images);
  const separate = clusterMoments + classMoments;
  const mi = (sums.cellMoments - separate) / images + scale;
  if (cells === clusters && cells === classes) return { ari: 1, ami: 1, mi: Math.max(0, mi), nmi: 1 };
  const ari = adjustedRand(sums);
  if (clusters === 1 || classes === 1) return { ari, ami: 0, mi: 0, nmi: 0 };
  const meanEntropy = scale - separate / (2 * images);
  const expected = Math.max(0, (sums.expectedCellMoments - separate) / images + scale);
  return { ari, ami: (mi - expected) / (meanEntropy - expected), mi, nmi: mi / meanEntropy };
}
