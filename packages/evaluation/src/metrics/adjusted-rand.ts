import type { Contingency } from './contingency.ts';

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
