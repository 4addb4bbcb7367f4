import type { Contingency } from './contingency.ts';
import { entropy } from './mutual-information.ts';

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

/** x·ln x for x = 0 … `upTo`. */
function logMoments(upTo: number): Float64Array {
  const table = new Float64Array(upTo + 1);
  for (let x = 2; x <= upTo; x++) table[x] = x * Math.log(x);
  return table;
}

// Weights fall faster than geometrically away from the mode: what follows one this small is lost in
// the rounding of the sum.
const negligible = 1e-22;

/**
 * E[x·ln x] where x is the overlap of two random groups of `a` and `b` among `n` images.
 *
 * The hypergeometric weights are followed outward from their mode, where they are set to 1, and
 * divided by their sum at the end: exact to the last digits, where log-gamma would lose nine.
 */
function expectedLogMoment(a: number, b: number, n: number, moments: Float64Array): number {
  const lowest = Math.max(0, a + b - n);
  const highest = Math.min(a, b);
  const rest = n - a - b;
  const mode = Math.floor(((a + 1) * (b + 1)) / (n + 2));
  let mass = 1;
  let sum = moments[mode] as number;
  let weight = 1;
  for (let x = mode; x < highest && weight > negligible; x++) {
    weight *= ((a - x) * (b - x)) / ((x + 1) * (rest + x + 1));
    mass += weight;
    sum += weight * (moments[x + 1] as number);
  }
  weight = 1;
  for (let x = mode; x > lowest && weight > negligible; x--) {
    weight *= (x * (rest + x)) / ((a - x + 1) * (b - x + 1));
    mass += weight;
    sum += weight * (moments[x - 1] as number);
  }
  return sum / mass;
}

/**
 * Expected mutual information, in nats, of two random partitions with the group sizes of `table`:
 * the exact hypergeometric sum of Vinh, Epps and Bailey, "Information theoretic measures for
 * clusterings comparison", 2010. It depends on the distinct pairs of sizes only, so each pair is
 * computed once and counted as often as it occurs.
 */
export function expectedMutualInformation({ rowSums, colSums, total }: Contingency): number {
  const rows = distinctSizes(rowSums);
  const cols = distinctSizes(colSums);
  const moments = logMoments(Math.min(rows.at(-1)?.size ?? 0, cols.at(-1)?.size ?? 0));
  let overlap = 0;
  for (const a of rows) {
    let ofRow = 0;
    for (const b of cols) ofRow += b.groups * expectedLogMoment(a.size, b.size, total, moments);
    overlap += a.groups * ofRow;
  }
  const separate = entropy(rowSums, total) + entropy(colSums, total);
  return Math.max(0, overlap / total + separate - Math.log(total));
}
