import { formatReal, formatScore } from '../../formatting/format.ts';
import { type Metric, metricDisplay, runScore } from '../../scores/lib/metrics.ts';
import type { Entry } from '../server/read-entry.ts';

const cell = 'px-1.5 py-2 text-right whitespace-nowrap sm:px-3';
const wide = `${cell} max-sm:hidden`;

interface Props {
  readonly runs: Entry['seedRuns'];
  readonly metrics: readonly Metric[];
}

/** Every run's scores and how its k-means went. */
export function SeedTable({ runs, metrics }: Props) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm tabular-nums">
        <caption className="sr-only">Scores by seed</caption>
        <thead className="border-b border-line-strong text-xs text-ink-faint">
          <tr>
            <th scope="col" className="py-2 pr-3 text-left font-medium">
              Seed
            </th>
            {metrics.map((metric) => (
              <th key={metric} scope="col" className={`${cell} font-medium`}>
                {metricDisplay[metric].label}{' '}
                <span className="font-normal max-sm:hidden">{metricDisplay[metric].unit}</span>
              </th>
            ))}
            <th scope="col" className={`${wide} font-medium`}>
              Inertia
            </th>
            <th scope="col" className={`${wide} font-medium`}>
              Iterations
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {runs.map((run) => (
            <tr key={run.seed}>
              <th scope="row" className="py-2 pr-3 text-left font-normal text-ink-soft">
                {run.seed}
              </th>
              {metrics.map((metric) => (
                <td key={metric} className={cell}>
                  {formatValue(metric, runScore(run, metric))}
                </td>
              ))}
              <td className={wide}>{formatReal(run.inertia, 6)}</td>
              <td className={wide}>
                {run.iterations}
                {run.converged ? '' : ', not converged'}
                {run.reseeded > 0 ? `, ${run.reseeded} re-seeded` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const formatValue = (metric: Metric, value: number | null): string =>
  value === null ? '–' : formatScore(metric, value);
