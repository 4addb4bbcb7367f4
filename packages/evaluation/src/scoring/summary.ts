import type { Replicates } from '../intervals/bootstrap.ts';
import { scoreInterval } from '../intervals/percentile-interval.ts';
import { byMetric, type Metric } from '../metrics/registry.ts';
import type { MetricSummary, Scores } from './scores.ts';

interface Scored {
  readonly scores: Scores;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  if (values.length === 1) return 0;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Mean of every metric over the runs. */
export const meanScores = (runs: readonly Scored[]): Scores =>
  byMetric((metric) => meanOf(runs.map(({ scores }) => scores[metric])));

/** Mean, sample standard deviation (ddof = 1) and 95% interval of every metric over the runs. */
export const summariseRuns = (
  runs: readonly Scored[],
  replicates: Replicates,
): Record<Metric, MetricSummary> =>
  byMetric((metric) => {
    const values = runs.map(({ scores }) => scores[metric]);
    const interval = scoreInterval(metric, replicates[metric]);
    return { mean: meanOf(values), std: deviationOf(values), interval };
  });
