import type { CSSProperties } from 'react';
import { type Metric, metricCeiling, rangeOf, type ScoreStatistics } from '../lib/metrics.ts';

interface Props {
  readonly metric: Metric;
  readonly score: ScoreStatistics;
  readonly classes: number;
  readonly emphasised?: boolean;
}

const clamp = (share: number) => 100 * Math.min(1, Math.max(0, share));

/** A score as a bar from 0 to the best possible value, with the interval that it may lie in. */
export function ScoreBar({ metric, score, classes, emphasised = false }: Props) {
  const ceiling = metricCeiling(metric, classes);
  const mean = clamp(score.mean / ceiling);
  const range = rangeOf(score);
  const low = clamp(range.low / ceiling);
  const high = clamp(range.high / ceiling);
  return (
    <div
      aria-hidden="true"
      className={`score-bar ${emphasised ? 'text-accent' : 'text-mark'}`}
      style={barStyle(mean, low, Math.max(high, low + 0.8))}
    />
  );
}

const barStyle = (mean: number, low: number, high: number): CSSProperties =>
  ({
    '--mean': `${mean.toFixed(2)}%`,
    '--low': `${low.toFixed(2)}%`,
    '--high': `${high.toFixed(2)}%`,
  }) as CSSProperties;
