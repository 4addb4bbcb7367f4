import type { Contingency } from '../contingency/contingency.ts';

/** Two classes whose test images stand in each other's clusters. */
export interface ConfusedPair {
  /** The lower class index. */
  readonly first: number;
  readonly second: number;
  /** Images of `first` in clusters matched to `second`. */
  readonly firstAsSecond: number;
  readonly secondAsFirst: number;
}

/**
 * The pairs of classes with the most images in each other's clusters, both ways together; most first,
 * ties by class. At most `most` of them, none without such images.
 *
 * @param table clusters in rows, classes in columns, of the test images
 * @param matching the class of each cluster
 */
export function confusedPairs(
  { cols, cellRow, cellCol, cellCount }: Contingency,
  matching: ArrayLike<number>,
  max: number,
): ConfusedPair[] {
  const pairs = new Map<number, { firstAsSecond: number; secondAsFirst: number }>();
  for (const [i, count] of cellCount.entries()) {
    const actual = cellCol[i] as number;
    const taken = matching[cellRow[i] as number] as number;
    if (actual === taken) continue;
    const key = Math.min(actual, taken) * cols + Math.max(actual, taken);
    const pair = pairs.get(key) ?? { firstAsSecond: 0, secondAsFirst: 0 };
    pair[actual < taken ? 'firstAsSecond' : 'secondAsFirst'] += count;
    pairs.set(key, pair);
  }
  const total = (pair: { firstAsSecond: number; secondAsFirst: number }): number =>
    pair.firstAsSecond + pair.secondAsFirst;
  return [...pairs]
    .sort(([a, one], [b, other]) => total(other) - total(one) || a - b)
    .slice(0, max)
    .map(([key, pair]) => ({ first: Math.floor(key / cols), second: key % cols, ...pair }));
}
