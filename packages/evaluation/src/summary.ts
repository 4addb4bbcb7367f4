import { type Metric, type MetricSummary, metrics, type Scores } from './scores.ts';

function summarise(values: readonly number[]): MetricSummary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** Mean and sample standard deviation (ddof = 1) of every metric over the runs. */
export function summariseRuns(runs: readonly { readonly scores: Scores }[]): Record<Metric, MetricSummary> {
  const entries = metrics.map((metric) => [metric, summarise(runs.map(({ scores }) => scores[metric]))]);
  return Object.fromEntries(entries);
}
