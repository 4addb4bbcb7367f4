import { formatScore, formatStatistics } from '../../formatting/format.ts';
import { metricDisplay, metricKey, metrics, type Scores } from '../lib/metrics.ts';
import { ScoreBar } from './score-bar.tsx';

/** The four scores of an entry, large. */
export function ScoreTiles({ scores, classes }: { scores: Scores; classes: number }) {
  return (
    <dl className="card grid grid-cols-2 divide-line overflow-hidden max-lg:[&>*:nth-child(n+3)]:border-t lg:grid-cols-4 [&>*:not(:first-child)]:border-line max-lg:[&>*:nth-child(even)]:border-l lg:[&>*:not(:first-child)]:border-l">
      {metrics.map((metric) => {
        const score = scores[metricKey(metric)];
        const { mean, deviation } = formatStatistics(metric, score);
        const { name, unit, meaning } = metricDisplay[metric];
        return (
          <div key={metric} className="p-4 sm:p-5" title={`${name}. ${meaning}`}>
            <dt className="text-sm text-ink-soft">
              <span className="font-medium text-ink">{metric}</span>{' '}
              <span className="text-xs text-ink-faint">{unit}</span>
            </dt>
            <dd className="mt-1">
              <span className="text-3xl font-semibold tracking-tight tabular-nums sm:text-4xl">{mean}</span>{' '}
              <span className="text-sm whitespace-nowrap text-ink-faint tabular-nums">± {deviation}</span>
              <span className="mt-3 block">
                <ScoreBar metric={metric} score={score} classes={classes} emphasised={metric === 'ACC'} />
              </span>
              <span className="mt-2 block text-xs text-ink-faint tabular-nums">
                {score.interval
                  ? `95% CI: ${formatScore(metric, score.interval.low)} to ${formatScore(metric, score.interval.high)}`
                  : name}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
