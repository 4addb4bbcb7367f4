import { linearAxis } from '../../../ui/charts/axis.ts';
import { percent } from '../../../ui/charts/plot.tsx';
import { SeriesMark, seriesStyle } from '../../../ui/charts/series.tsx';
import { formatScore } from '../../formatting/format.ts';
import { ScoreFigure } from '../../scores/components/score-figure.tsx';
import { type Metric, metricDisplay, scoreOf, seedScores } from '../../scores/lib/metrics.ts';
import type { ComparedEntry } from '../server/read-comparison.ts';

interface Props {
  readonly metric: Metric;
  readonly entries: readonly ComparedEntry[];
}

/** One metric of all entries under each other: the runs as dots, the mean with one deviation to each side. */
export function ScoreStrips({ metric, entries: all }: Props) {
  const { name, unit, factor } = metricDisplay[metric];
  const entries = all.flatMap((entry) => {
    const score = scoreOf(entry.scores, metric);
    const runs = seedScores(entry.seedRuns, metric);
    // The colour of an entry is that of its index among all.
    return score === null ? [] : [{ entry, score, runs, index: all.indexOf(entry) }];
  });
  if (entries.length === 0) return null;
  const values = entries.flatMap(({ runs, score }) => [
    ...runs.map(({ value }) => value),
    score.mean - score.standardDeviation,
    score.mean + score.standardDeviation,
  ]);
  const axis = linearAxis(
    name,
    values.map((value) => value * factor),
    { format: String, minSpan: 0.01 * factor },
  );
  const place = (value: number) => axis.place(value * factor);
  const best = Math.max(...entries.map(({ score }) => score.mean));
  return (
    <section aria-label={name}>
      <h3 className="text-sm font-medium">
        {name} <span className="font-normal text-ink-faint">{unit}</span>
      </h3>
      <ul className="mt-1">
        {entries.map(({ entry, score, runs, index }) => {
          const leads = score.mean === best && entries.length > 1;
          return (
            <li
              key={entry.entryId}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-1 sm:grid-cols-[11rem_minmax(0,1fr)_auto]"
            >
              <span className="flex min-w-0 items-center gap-2 text-sm">
                <SeriesMark index={index} />
                <span className="truncate">{entry.name}</span>
              </span>
              <Strip
                className={seriesStyle(index).text}
                low={place(score.mean - score.standardDeviation)}
                high={place(score.mean + score.standardDeviation)}
                mean={place(score.mean)}
                dots={runs.map(({ seed, value }) => ({ key: seed, at: place(value) }))}
              />
              <span className={`text-right text-sm ${leads ? 'font-semibold' : ''}`}>
                <ScoreFigure metric={metric} score={score} />
                {leads ? <span className="sr-only">, the highest</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
      <p
        aria-hidden="true"
        className="flex justify-between text-xs text-ink-faint tabular-nums sm:mr-28 sm:ml-48"
      >
        {[0, 1].map((end) => (
          <span key={end}>{axis.ticks.length === 0 ? '' : (axis.ticks.at(-end)?.label ?? '')}</span>
        ))}
      </p>
      <span className="sr-only">
        {entries.map(({ entry, score }) => `${entry.name} ${formatScore(metric, score.mean)}`).join(', ')}
      </span>
    </section>
  );
}

interface StripProps {
  readonly className: string;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly dots: readonly { readonly key: number; readonly at: number }[];
}

function Strip({ className, low, high, mean, dots }: StripProps) {
  return (
    <span
      aria-hidden="true"
      className={`relative block h-6 max-sm:order-last max-sm:col-span-2 max-sm:mx-1.5 ${className}`}
    >
      <span className="absolute inset-x-0 top-1/2 border-t border-line" />
      <span
        className="absolute inset-y-1 rounded bg-current opacity-20"
        style={{ left: percent(low), right: percent(1 - high) }}
      />
      {dots.map(({ key, at }) => (
        <span
          key={key}
          className="absolute top-1/2 size-1.5 -translate-1/2 rounded-full bg-current opacity-60"
          style={{ left: percent(at) }}
        />
      ))}
      <span
        className="absolute inset-y-0.5 w-0.5 -translate-x-1/2 bg-current"
        style={{ left: percent(mean) }}
      />
    </span>
  );
}
