import type { Contingency } from './contingency.ts';

/** Entropy in nats of a partition of `total` images into groups of these sizes. */
export function entropy(sizes: Float64Array, total: number): number {
  let sum = 0;
  for (const size of sizes) if (size > 0) sum -= (size / total) * Math.log(size / total);
  return Math.max(0, sum);
}

/** (H(rows) + H(columns)) / 2, the normaliser of NMI and AMI, in nats. */
export const meanEntropy = ({ rowSums, colSums, total }: Contingency): number =>
  (entropy(rowSums, total) + entropy(colSums, total)) / 2;
