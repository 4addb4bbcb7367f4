import { formatScore } from '../../formatting/format.ts';
import { type Metric, metricDisplay } from '../../scores/lib/metrics.ts';

interface Pair {
  readonly a: { readonly name: string };
  readonly b: { readonly name: string };
  readonly metric: Metric;
  readonly difference: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly verdict: 'A_BETTER' | 'B_BETTER' | 'CANNOT_TELL' | null;
}

const unitOf = (metric: Metric): string => (metricDisplay[metric].factor === 1 ? 'nats' : 'points');

/** "29.80 ± 5.12 points": a difference and half the width of its interval. */
export function describeDifference({
  metric,
  difference,
  interval,
}: Pick<Pair, 'metric' | 'difference' | 'interval'>): string {
  const margin = interval ? ` ± ${formatScore(metric, (interval.high - interval.low) / 2)}` : '';
  return `${formatScore(metric, difference)}${margin} ${unitOf(metric)}`;
}

/** What the paired bootstrap says of two entries, in a sentence. */
export function describeVerdict(pair: Pair): string {
  const { a, b, metric, difference, interval, verdict } = pair;
  const size = describeDifference({ metric, difference: Math.abs(difference), interval });
  if (verdict === 'A_BETTER') return `${a.name} is better than ${b.name} by ${size}.`;
  if (verdict === 'B_BETTER') return `${b.name} is better than ${a.name} by ${size}.`;
  if (verdict === 'CANNOT_TELL') return `${a.name} and ${b.name} are statistically tied.`;
  return `${a.name} and ${b.name} differ by ${size}; significance unknown.`;
}
