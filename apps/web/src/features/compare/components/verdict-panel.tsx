import { Equal, Trophy } from 'lucide-react';
import { DataTable } from '../../../ui/charts/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { formatScore } from '../../formatting/format.ts';
import { metricDisplay } from '../../scores/lib/metrics.ts';
import { describeVerdict } from '../lib/verdict.ts';
import type { ComparedPair } from '../server/read-pairs.ts';

const words = {
  A_BETTER: 'first is better',
  B_BETTER: 'second is better',
  CANNOT_TELL: 'statistically tied',
};

/** Which of two is better, in words, for every pair; by accuracy, the other metrics one click away. */
export function VerdictPanel({ pairs }: { pairs: readonly ComparedPair[] }) {
  const byAccuracy = pairs.filter(({ metric }) => metric === 'ACC');
  if (byAccuracy.length === 0) return null;
  return (
    <Panel title="By accuracy" className="mb-6">
      <ul className="space-y-2.5">
        {byAccuracy.map((pair) => (
          <li key={`${pair.a.entryId} ${pair.b.entryId}`} className="flex gap-3">
            {pair.verdict === 'CANNOT_TELL' || pair.verdict === null ? (
              <Equal aria-hidden="true" className="mt-1 size-4 shrink-0 text-ink-faint" />
            ) : (
              <Trophy aria-hidden="true" className="mt-1 size-4 shrink-0 text-good" />
            )}
            <p className="min-w-0 leading-relaxed wrap-anywhere">
              {describeVerdict(pair)}{' '}
              {pair.interval ? (
                <span className="text-sm text-ink-faint tabular-nums">
                  95% confidence interval of the difference: {formatScore('ACC', pair.interval.low)} to{' '}
                  {formatScore('ACC', pair.interval.high)} (paired bootstrap).
                </span>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      <details className="mt-4 border-t border-line pt-3">
        <summary className="text-sm text-ink-soft hover:text-ink">Show all metrics</summary>
        <ScrollRegion label="Paired differences, all metrics" className="mt-3 max-h-96">
          <DataTable
            caption="Paired differences, all metrics"
            columns={['First and second', 'Metric', 'Difference', '95% CI low', '95% CI high', 'Verdict']}
            rows={pairs.map(({ a, b, metric, difference, interval, verdict }) => ({
              key: `${a.entryId} ${b.entryId} ${metric}`,
              cells: [
                `${a.name}, ${b.name}`,
                `${metricDisplay[metric].label} ${metricDisplay[metric].unit}`,
                formatScore(metric, difference),
                interval ? formatScore(metric, interval.low) : '–',
                interval ? formatScore(metric, interval.high) : '–',
                verdict ? words[verdict] : 'unknown',
              ],
            }))}
          />
        </ScrollRegion>
      </details>
    </Panel>
  );
}
