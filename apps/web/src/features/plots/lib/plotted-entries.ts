import { type Axis, linearAxis } from '../../../ui/charts/axis.ts';
import type { BoardEntry } from '../../board/server/read-board.ts';
import { formatScore, formatStatistics } from '../../formatting/format.ts';
import { type Metric, metricDisplay, type ScoreStatistics, scoreOf } from '../../scores/lib/metrics.ts';

/** A board that is ordered by a metric lists only the entries that have it. */
function plottedScore(metric: Metric, { entryId, scores }: BoardEntry): ScoreStatistics {
  const score = scoreOf(scores, metric);
  if (score === null) throw new Error(`entry ${entryId} has no ${metric} on a board by ${metric}`);
  return score;
}

/** An entry's mean score as it is shown: percent, or nats. */
export const shownScore = (metric: Metric, entry: BoardEntry): number =>
  plottedScore(metric, entry).mean * metricDisplay[metric].factor;

/** "76.18 ± 5.04". */
export function scoreText(metric: Metric, entry: BoardEntry): string {
  const { mean, deviation } = formatStatistics(metric, plottedScore(metric, entry));
  return `${mean} ± ${deviation}`;
}

/** The axis of a metric over the entries that are plotted. */
export function scoreAxis(metric: Metric, entries: readonly BoardEntry[]): Axis {
  const { name, unit, factor } = metricDisplay[metric];
  return linearAxis(
    `${name}, ${unit}`,
    entries.map((entry) => shownScore(metric, entry)),
    { format: (value) => tickText(metric, value / factor), minSpan: 0.02 * factor },
  );
}

const tickText = (metric: Metric, value: number) => formatScore(metric, value).replace(/\.?0+$/, '') || '0';
