import {
  definitionOf,
  type EvaluationReport,
  type Metric,
  metrics,
  type Scores,
} from '@clusterboard/evaluation';
import { table } from './terminal-text.ts';

/** A metric's label, with its unit where the number is no share; what it is stands in docs/protocol.md. */
export function metricLabel(metric: Metric): string {
  const { label, factor, unit } = definitionOf(metric);
  return factor === 1 ? `${label} (${unit})` : label;
}

const probeNames = { knn: 'k-NN probe (uses labels)', linear: 'linear probe (uses labels)' } as const;

export const digits = (value: number): string => value.toFixed(4);

/** Mean, deviation over the seeds, and interval of every metric; below them the probes. */
export function summaryTable({ summary, probes }: EvaluationReport): string {
  const rows = metrics.flatMap((metric) => {
    const found = summary[metric];
    if (!found) return [];
    const { mean, std, interval } = found;
    const range = interval ? `${digits(interval.low)} … ${digits(interval.high)}` : '';
    return [[metricLabel(metric), digits(mean), digits(std), range]];
  });
  return table([['', 'mean', 'std', '95% interval'], ...rows, ...probeRows(probes)]);
}

const probeRows = (probes: EvaluationReport['probes']): string[][] =>
  probes === undefined
    ? []
    : (['knn', 'linear'] as const).map((name) => {
        const { accuracy, interval } = probes[name];
        return [probeNames[name], digits(accuracy), '', `${digits(interval.low)} … ${digits(interval.high)}`];
      });

/** The metrics of one clustering, as far as there are any. */
export const scoresTable = (scores: Partial<Scores>): string =>
  table(
    metrics.flatMap((metric) => {
      const score = scores[metric];
      return score === undefined ? [] : [[metricLabel(metric), digits(score)]];
    }),
  );
