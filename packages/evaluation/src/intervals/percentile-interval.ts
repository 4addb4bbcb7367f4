import { definitionOf, type Metric } from '../metrics/registry.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Replicates that may lie beyond either end of a 95% interval. */
export const beyondEitherEnd = (replicates: number): number => Math.floor(0.025 * replicates);

/** The 95% percentile interval: 2.5% of the replicates lie below it and 2.5% above. */
export function percentileInterval(replicates: Float32Array): Interval {
  if (replicates.length === 0) throw new RangeError('an interval of no replicates');
  const sorted = replicates.slice().sort();
  const beyond = beyondEitherEnd(sorted.length);
  return { low: sorted[beyond] as number, high: sorted[sorted.length - 1 - beyond] as number };
}

/** {@link percentileInterval} of a metric, cut to what the metric can be. */
export function scoreInterval(metric: Metric, replicates: Float32Array): Interval {
  const { min, max } = definitionOf(metric).range;
  const { low, high } = percentileInterval(replicates);
  return { low: Math.max(min, low), high: Math.min(max, high) };
}
