import type { Contingency } from '../contingency/contingency.ts';
import { samePartition, type TableSums } from '../contingency/table-sums.ts';
import { defineMetric, timesHundred } from './definition.ts';

const sumOfSquares = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count * count, 0);

/**
 * Adjusted Rand index over pairs of images, in [−0.5, 1]; 1 for the same partition.
 *
 * Hubert and Arabie, "Comparing partitions", 1985, in the pair-counting form of Steinley, 2004. Pair
 * counts stay below 2^53, their products reach 1e24 at a million images: those are big integers.
 */
export function adjustedRandIndex(table: Contingency): number {
  const n = table.total;
  const together = sumOfSquares(table.cellCount);
  const tp = BigInt(together - n);
  const fn = BigInt(sumOfSquares(table.rowSums) - together);
  const fp = BigInt(sumOfSquares(table.colSums) - together);
  if (fn === 0n && fp === 0n) return 1;
  const tn = BigInt(n) * BigInt(n) - BigInt(n) - tp - fn - fp;
  return Number(2n * (tp * tn - fn * fp)) / Number((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn));
}

/** In float64, where adjustedRandIndex is exact: replicates keep no more than seven digits. */
function adjustedRandOf(sums: TableSums): number {
  if (samePartition(sums)) return 1;
  const { images, cellSquares, clusterSquares, classSquares } = sums;
  const tp = cellSquares - images;
  const fn = clusterSquares - cellSquares;
  const fp = classSquares - cellSquares;
  const tn = images * images - images - tp - fn - fp;
  return (2 * (tp * tn - fn * fp)) / ((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn));
}

export const ari = defineMetric({
  key: 'ari',
  label: 'ARI',
  name: 'Adjusted Rand index',
  ...timesHundred,
  range: { min: -0.5, max: 1 },
  direction: 'higher',
  summary: 'Pairwise agreement between clusters and classes, adjusted for chance (0 = chance).',
  description: 'Adjusted Rand index on test; in [−0.5, 1], 0 for chance.',
  formula: '(RI − E[RI]) / (max RI − E[RI]) over pairs of images',
  source: 'Hubert and Arabie, "Comparing partitions", 1985',
  ranked: true,
  shownByDefault: true,
  symmetric: true,
  needsTrain: false,
  compute: ({ table }) => adjustedRandIndex(table),
  influence: { by: 'leaving-out', of: adjustedRandOf },
});
