import { percent } from '../../../ui/charts/plot.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatReal, formatScore } from '../../formatting/format.ts';
import { rangeOf, type ScoreStatistics } from '../../scores/lib/metrics.ts';
import type { Views } from '../server/read-views.ts';

interface Row {
  readonly name: string;
  readonly note: string;
  readonly value: number;
  readonly range: { readonly low: number; readonly high: number };
  readonly labels: boolean;
}

interface Props {
  readonly probes: NonNullable<Views['probes']>;
  readonly scores: { readonly acc: ScoreStatistics };
}

/** What classifiers that are told the classes reach on the same features, beside the clusters' accuracy. */
export function ProbesPanel({ probes, scores }: Props) {
  const { knn, linear } = probes;
  const rows: readonly Row[] = [
    {
      name: 'Clustering',
      note: 'ranked metric',
      value: scores.acc.mean,
      range: rangeOf(scores.acc),
      labels: false,
    },
    {
      name: 'Nearest neighbours',
      note: `${knn.neighbours} weighted votes, T = ${formatReal(knn.temperature)}`,
      value: knn.accuracy,
      range: knn.interval,
      labels: true,
    },
    {
      name: 'Linear probe',
      note: `logistic regression${linear.converged ? '' : ', not converged'}`,
      value: linear.accuracy,
      range: linear.interval,
      labels: true,
    },
  ];
  return (
    <Panel title="With and without labels">
      <p className="mb-4 text-sm leading-relaxed text-ink-soft">
        Accuracy on test images. Probes are trained with labels. Shown for comparison only; they don’t affect
        the ranking.
      </p>
      <ul className="space-y-4">
        {rows.map(({ name, note, value, range, labels }) => (
          <li key={name}>
            <p className="flex items-baseline justify-between gap-3 text-sm">
              <span>
                <span className="font-medium">{name}</span>{' '}
                <span className="text-xs text-ink-faint">{note}</span>
              </span>
              <span className="font-medium whitespace-nowrap tabular-nums">
                {formatScore('ACC', value)}
                <span className="ml-2 text-xs font-normal text-ink-faint">
                  {formatScore('ACC', range.low)} to {formatScore('ACC', range.high)}
                </span>
              </span>
            </p>
            <div aria-hidden="true" className="relative mt-1.5 h-2 rounded-sm bg-line">
              <div
                className={`absolute inset-y-0 left-0 rounded-sm ${labels ? 'bg-mark' : 'bg-accent'}`}
                style={{ width: percent(value) }}
              />
              <div
                className="absolute -inset-y-0.5 rounded-sm border-x-2 border-ink-soft"
                style={{ left: percent(range.low), right: percent(1 - range.high) }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
