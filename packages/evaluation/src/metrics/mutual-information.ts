import { type Contingency, hasOneGroup, isSamePartition } from './contingency.ts';

/** Entropy in nats of a partition of `total` images into groups of these sizes. */
export function entropy(sizes: Float64Array, total: number): number {
  let sum = 0;
  for (const size of sizes) if (size > 0) sum -= (size / total) * Math.log(size / total);
  return Math.max(0, sum);
}

/** Σ nᵢⱼ/n · ln(n·nᵢⱼ / (aᵢ·bⱼ)) in nats; never negative, 0 when either side has one group. */
export function mutualInformation(table: Contingency): number {
  if (hasOneGroup(table)) return 0;
  const { total, rowSums, colSums, cellRow, cellCol, cellCount } = table;
  let sum = 0;
  for (let i = 0; i < cellCount.length; i++) {
    const count = cellCount[i] as number;
    const a = rowSums[cellRow[i] as number] as number;
    const b = colSums[cellCol[i] as number] as number;
    sum += (count / total) * Math.log((total * count) / (a * b));
  }
  return Math.max(0, sum);
}

/** (H(rows) + H(columns)) / 2, the normaliser of NMI and AMI, in nats. */
export const meanEntropy = ({ rowSums, colSums, total }: Contingency): number =>
  (entropy(rowSums, total) + entropy(colSums, total)) / 2;

/** Mutual information over the arithmetic mean of the entropies, in [0, 1]: the V-measure. */
export function normalizedMutualInformation(table: Contingency): number {
  if (isSamePartition(table)) return 1;
  return Math.min(1, mutualInformation(table) / meanEntropy(table));
}
