import { formatScore } from '../../formatting/format.ts';
import {
  defaultMetrics,
  type Metric,
  metricDisplay,
  type Scores,
  scoreOf,
  seedScores,
} from '../../scores/lib/metrics.ts';
import { seedDomain, share } from '../lib/seed-domain.ts';
import type { Entry } from '../server/read-entry.ts';

interface Props {
  readonly scores: Scores;
  readonly runs: Entry['seedRuns'];
}

/** One strip a metric with a dot for every seed; the table beside it holds the same numbers. */
export function SeedPlot({ scores, runs }: Props) {
  return (
    <div aria-hidden="true" className="space-y-5">
      {defaultMetrics.map((metric) => (
        <Strip key={metric} metric={metric} scores={scores} runs={runs} />
      ))}
      <p className="text-xs text-ink-faint">
        Each dot is one seed. The line marks the mean, the band ±1 standard deviation.
      </p>
    </div>
  );
}

const percent = (part: number) => `${(100 * Math.min(1, Math.max(0, part))).toFixed(2)}%`;

function Strip({ metric, scores, runs }: Props & { metric: Metric }) {
  const score = scoreOf(scores, metric);
  if (score === null) return null;
  const { mean, standardDeviation } = score;
  const dots = seedScores(runs, metric);
  const domain = seedDomain(dots.map(({ value }) => value));
  const low = share(domain, mean - standardDeviation);
  const high = share(domain, mean + standardDeviation);
  const middle = percent(share(domain, mean));
  return (
    <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] items-center gap-x-3">
      <span className="text-sm font-medium">{metricDisplay[metric].label}</span>
      <svg aria-hidden="true" className="block h-7 w-full">
        <rect
          x={percent(low)}
          y="3"
          width={percent(Math.min(1, high) - Math.max(0, low))}
          height="22"
          rx="3"
          className="fill-accent-soft"
        />
        <line x1="0" x2="100%" y1="14" y2="14" className="stroke-line-strong" />
        <line x1={middle} x2={middle} y1="1" y2="27" strokeWidth="2" className="stroke-accent" />
        {dots.map(({ seed, value }) => (
          <circle
            key={seed}
            cx={percent(share(domain, value))}
            cy="14"
            r="5"
            strokeWidth="1.5"
            className="fill-mark stroke-surface"
          >
            <title>{`Seed ${seed}: ${formatScore(metric, value)}`}</title>
          </circle>
        ))}
      </svg>
      <span />
      <span className="flex justify-between text-[0.7rem] text-ink-faint tabular-nums">
        <span>{formatScore(metric, domain.low)}</span>
        <span>{formatScore(metric, domain.high)}</span>
      </span>
    </div>
  );
}
