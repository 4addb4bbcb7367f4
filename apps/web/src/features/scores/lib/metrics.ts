import { displays, metrics as generated } from './metrics.generated.ts';

/** A metric that a board can be ranked by, by the name that the API gives it. */
export type Metric = (typeof generated)[number];
/** The same in addresses, files and columns. */
export type MetricKey = (typeof displays)[Metric]['key'];

export interface MetricDisplay {
  readonly key: MetricKey;
  /** What heads a column. */
  readonly label: string;
  readonly name: string;
  /** What stands beside the name of a column; scores are shown multiplied by `factor`. */
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
  /** The highest score; null where it is the entropy of the classes. */
  readonly max: number | null;
  /** One sentence for those who do not know the metric. */
  readonly meaning: string;
  readonly shownByDefault: boolean;
  /** False if results from before the metric existed lack it. */
  readonly inEveryResult: boolean;
}

/** How each metric is shown: the paper's habit of percentages, nats for mutual information. */
export const metricDisplay: Readonly<Record<Metric, MetricDisplay>> = displays;

/** Every metric, in the order of boards and tables. */
export const metrics: readonly Metric[] = generated;

/** Those that stand on a board, and first on other pages, before anyone has chosen. */
export const defaultMetrics = metrics.filter((metric) => metricDisplay[metric].shownByDefault);

export const metricKeys = metrics.map((metric) => metricDisplay[metric].key);

/** "Accuracy (ACC)", or the name alone where it heads columns as well. */
export const metricTitle = (metric: Metric): string => {
  const { name, label } = metricDisplay[metric];
  return name === label ? name : `${name} (${label})`;
};

export interface ScoreStatistics {
  readonly metric: Metric;
  readonly mean: number;
  readonly standardDeviation: number;
  /** At 95%, over test images and seeds; results older than intervals have none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** The scores of an entry: those that were requested, and that it has. */
export interface Scores {
  readonly values: readonly ScoreStatistics[];
}

/** Null for results older than the metric. */
export const scoreOf = ({ values }: Scores, metric: Metric): ScoreStatistics | null =>
  values.find((score) => score.metric === metric) ?? null;

/** The scores of one k-means run. */
export interface RunScores {
  readonly values: readonly { readonly metric: Metric; readonly value: number }[];
}

/** Null for results older than the metric. */
export const runScore = ({ values }: RunScores, metric: Metric): number | null =>
  values.find((score) => score.metric === metric)?.value ?? null;

/** The scores of several runs by one metric; none of results older than it. */
export const seedScores = (
  runs: readonly (RunScores & { readonly seed: number })[],
  metric: Metric,
): { readonly seed: number; readonly value: number }[] =>
  runs.flatMap((run) => {
    const value = runScore(run, metric);
    return value === null ? [] : [{ seed: run.seed, value }];
  });

/** Where a score may lie: its interval, or a deviation to each side if there is none. */
export const rangeOf = ({ mean, standardDeviation, interval }: Omit<ScoreStatistics, 'metric'>) =>
  interval ?? { low: mean - standardDeviation, high: mean + standardDeviation };

/** The highest value a metric can take on `classes` equally frequent classes. */
export const metricCeiling = (metric: Metric, classes: number): number =>
  metricDisplay[metric].max ?? Math.log(Math.max(2, classes));
