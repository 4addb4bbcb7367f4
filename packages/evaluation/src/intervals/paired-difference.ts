import { beyondEitherEnd, type Interval, percentileInterval } from './percentile-interval.ts';

/** How the first of two entries stands to the second. */
export type Verdict = 'better' | 'worse' | 'undecided';

export interface PairedDifference extends Interval {
  /** First score minus second. */
  readonly difference: number;
  readonly verdict: Verdict;
}

function checkPaired(a: Float32Array, b: Float32Array): void {
  if (a.length === b.length && a.length > 0) return;
  throw new RangeError(`${a.length} replicates cannot be paired with ${b.length}`);
}

/**
 * Paired bootstrap of the difference between two entries' scores, with its 95% percentile interval:
 * replicate b of both was taken on the same test images. When the interval covers 0 the data cannot
 * tell the entries apart.
 *
 * @param a replicates of one metric, of the first entry; of the same dataset as `b`
 */
export function pairedDifference(a: Float32Array, b: Float32Array): PairedDifference {
  checkPaired(a, b);
  const differences = a.map((value, i) => value - (b[i] as number));
  const { low, high } = percentileInterval(differences);
  const sum = a.reduce((total, value, i) => total + value - (b[i] as number), 0);
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'undecided';
  return { difference: sum / a.length, low, high, verdict };
}

/**
 * Whether the whole interval of {@link pairedDifference} lies above 0, by counting alone: at most 2.5%
 * of the replicates of `a` do not exceed those of `b`.
 */
export function isBetter(a: Float32Array, b: Float32Array): boolean {
  checkPaired(a, b);
  let left = beyondEitherEnd(a.length);
  for (let i = 0; i < a.length; i++) {
    if ((a[i] as number) > (b[i] as number)) continue;
    if (left === 0) return false;
    left -= 1;
  }
  return true;
}
