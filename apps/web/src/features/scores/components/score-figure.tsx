import { formatStatistics } from '../../formatting/format.ts';
import type { Metric, ScoreStatistics } from '../lib/metrics.ts';

interface Props {
  readonly metric: Metric;
  readonly score: Pick<ScoreStatistics, 'mean' | 'standardDeviation'>;
  /** In a column: figures share their decimal point, and narrow screens put the deviation beneath. */
  readonly aligned?: boolean;
}

/** "39.07 ± 0.61", its mean in the foreground. */
export function ScoreFigure({ metric, score, aligned = false }: Props) {
  const { mean, deviation } = formatStatistics(metric, score);
  const place = aligned ? 'max-sm:block sm:ml-1 sm:inline-block sm:min-w-[5ch] sm:text-left' : '';
  return (
    <span className="whitespace-nowrap tabular-nums">
      {mean} <span className={`text-[0.8em] font-normal text-ink-faint ${place}`}>± {deviation}</span>
    </span>
  );
}
