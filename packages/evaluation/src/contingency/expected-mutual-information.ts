import type { Steps } from '../cooperative.ts';
import type { Contingency } from './contingency.ts';
import { entropy } from './entropy.ts';
import { expectedLogMoment, logMoments } from './log-moment.ts';

interface GroupSize {
  readonly size: number;
  /** Groups of this size. */
  readonly groups: number;
}

function distinctSizes(sums: Float64Array): GroupSize[] {
  const groups = new Map<number, number>();
  for (const size of sums) if (size > 0) groups.set(size, (groups.get(size) ?? 0) + 1);
  return [...groups].sort(([a], [b]) => a - b).map(([size, count]) => ({ size, groups: count }));
}

/**
 * Expected mutual information, in nats, of two random partitions with the group sizes of `table`:
 * the exact hypergeometric sum of Vinh, Epps and Bailey, "Information theoretic measures for
 * clusterings comparison", 2010. It depends on the distinct pairs of sizes only, so each pair is
 * computed once and counted as often as it occurs.
 */
export function* expectedMutualInformationSteps({ rowSums, colSums, total }: Contingency): Steps<number> {
  const rows = distinctSizes(rowSums);
  const cols = distinctSizes(colSums);
  const moments = logMoments(Math.min(rows.at(-1)?.size ?? 0, cols.at(-1)?.size ?? 0));
  let overlap = 0;
  for (const a of rows) {
    let ofRow = 0;
    for (const b of cols) ofRow += b.groups * expectedLogMoment(a.size, b.size, total, moments);
    overlap += a.groups * ofRow;
    yield;
  }
  const separate = entropy(rowSums, total) + entropy(colSums, total);
  return Math.max(0, overlap / total + separate - Math.log(total));
}
