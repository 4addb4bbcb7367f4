import { metrics } from '@clusterboard/evaluation';
import { type Comparison, type Receipt, steps } from '@clusterboard/pipeline';
import { metricLabel } from './score-table.ts';
import { table } from './terminal-text.ts';

/** How many values of each step are the same. */
export function stepTable(comparisons: readonly Comparison[]): string {
  const rows = steps.flatMap((step) => {
    const own = comparisons.filter((comparison) => comparison.step === step);
    if (own.length === 0) return [];
    const same = own.filter((comparison) => comparison.same).length;
    return [[step, same === own.length ? 'same' : 'DIFFERS', `${same} of ${own.length}`]];
  });
  return table(rows, ['left', 'left', 'right']);
}

/** The means of both receipts to the last digit, and how far they lie apart; of the metrics that both have. */
export function scoreComparison(given: Receipt, recomputed: Receipt): string {
  const rows = metrics.flatMap((metric) => {
    const [one, other] = [given, recomputed].map(({ report }) => report.summary[metric]?.mean);
    if (one === undefined || other === undefined) return [];
    const apart = one === other ? 'same' : `differs by ${Math.abs(one - other).toExponential(1)}`;
    return [[metricLabel(metric), String(one), String(other), apart]];
  });
  return table([['', 'receipt', 'here', ''], ...rows], ['left', 'left', 'left', 'left']);
}
