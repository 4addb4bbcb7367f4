import { type EvaluationReport, type Metric, metrics, type Scores } from '@clusterboard/evaluation';
import { table } from './table.ts';

/** Names of the metrics for people; what they are stands in docs/protocol.md. */
export const metricNames: Readonly<Record<Metric, string>> = {
  acc: 'ACC',
  accTrainMajority: 'ACC (majority on train)',
  accTestAssignment: 'ACC (matched on test)',
  accTestMajority: 'ACC (majority on test)',
  ari: 'ARI',
  ami: 'AMI',
  mi: 'MI (nats)',
  nmi: 'NMI',
};

const probeNames = { knn: 'k-NN probe (uses labels)', linear: 'linear probe (uses labels)' } as const;

export const digits = (value: number): string => value.toFixed(4);

/** Mean, deviation over the seeds, and interval of every metric; below them the probes. */
export function summaryTable({ summary, probes }: EvaluationReport): string {
  const rows = metrics.map((metric) => {
    const { mean, std, interval } = summary[metric];
    const range = interval ? `${digits(interval.low)} … ${digits(interval.high)}` : '';
    return [metricNames[metric], digits(mean), digits(std), range];
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
      return score === undefined ? [] : [[metricNames[metric], digits(score)]];
    }),
  );
