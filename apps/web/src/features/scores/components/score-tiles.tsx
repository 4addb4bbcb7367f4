import { formatScore, formatStatistics } from '../../formatting/format.ts';
import {
  defaultMetrics,
  type Metric,
  metricDisplay,
  metrics,
  type ScoreStatistics,
  type Scores,
  scoreOf,
} from '../lib/metrics.ts';
import { ScoreBar } from './score-bar.tsx';
import { ScoreFigure } from './score-figure.tsx';

interface Props {
  readonly scores: Scores;
  readonly classes: number;
}

/** The scores of an entry: those of the default columns large, the others beneath. */
export function ScoreTiles({ scores, classes }: Props) {
  const others = metrics.filter((metric) => !defaultMetrics.includes(metric) && scoreOf(scores, metric));
  return (
    <div className="card overflow-hidden">
      <LargeScores {...{ scores, classes }} />
      {others.length === 0 ? null : (
        <dl className="flex flex-wrap gap-x-8 gap-y-2 border-t border-line bg-sunken px-4 py-3 text-sm sm:px-5">
          {others.map((metric) => (
            <SmallScore key={metric} metric={metric} scores={scores} />
          ))}
        </dl>
      )}
    </div>
  );
}

const intervalText = ({ metric, interval }: ScoreStatistics): string | null =>
  interval && `95% CI: ${formatScore(metric, interval.low)} to ${formatScore(metric, interval.high)}`;

function SmallScore({ metric, scores }: { metric: Metric; scores: Scores }) {
  const score = scoreOf(scores, metric);
  if (score === null) return null;
  const { label, name, unit, meaning } = metricDisplay[metric];
  return (
    <div className="flex items-baseline gap-2" title={`${name}. ${meaning}`}>
      <dt className="text-ink-soft">
        {label} <span className="text-xs text-ink-faint">{unit}</span>
      </dt>
      <dd title={intervalText(score) ?? undefined}>
        <ScoreFigure metric={metric} score={score} />
      </dd>
    </div>
  );
}

function LargeScores({ scores, classes }: Props) {
  return (
    <dl className="grid grid-cols-2 divide-line max-lg:[&>*:nth-child(n+3)]:border-t lg:grid-cols-4 [&>*:not(:first-child)]:border-line max-lg:[&>*:nth-child(even)]:border-l lg:[&>*:not(:first-child)]:border-l">
      {defaultMetrics.map((metric) => {
        const score = scoreOf(scores, metric);
        if (score === null) return null;
        const { mean, deviation } = formatStatistics(metric, score);
        const { label, name, unit, meaning } = metricDisplay[metric];
        return (
          <div key={metric} className="p-4 sm:p-5" title={`${name}. ${meaning}`}>
            <dt className="text-sm text-ink-soft">
              <span className="font-medium text-ink">{label}</span>{' '}
              <span className="text-xs text-ink-faint">{unit}</span>
            </dt>
            <dd className="mt-1">
              <span className="text-3xl font-semibold tracking-tight tabular-nums sm:text-4xl">{mean}</span>{' '}
              <span className="text-sm whitespace-nowrap text-ink-faint tabular-nums">± {deviation}</span>
              <span className="mt-3 block">
                <ScoreBar metric={metric} score={score} classes={classes} emphasised={metric === 'ACC'} />
              </span>
              <span className="mt-2 block text-xs text-ink-faint tabular-nums">
                {intervalText(score) ?? name}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
