/** The metrics that every page shows, in their order, by the names that the API gives them. */
export const metrics = ['ACC', 'ARI', 'AMI', 'MI'] as const;

/** Those that a board can be ranked by. */
export const rankedMetrics = [...metrics, 'NMI'] as const;
export type Metric = (typeof rankedMetrics)[number];

export interface MetricDisplay {
  readonly name: string;
  /** What stands beside the name of a column; scores are shown multiplied by `factor`. */
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
  /** One sentence for those who do not know the metric. */
  readonly meaning: string;
}

/** How each metric is shown: the paper's habit of percentages, nats for mutual information. */
export const metricDisplay: Readonly<Record<Metric, MetricDisplay>> = {
  ACC: {
    name: 'Accuracy',
    unit: '%',
    factor: 100,
    decimals: 2,
    meaning: 'Share of test images whose cluster maps to their class.',
  },
  ARI: {
    name: 'Adjusted Rand index',
    unit: '×100',
    factor: 100,
    decimals: 2,
    meaning: 'Pairwise agreement between clusters and classes, adjusted for chance (0 = chance).',
  },
  AMI: {
    name: 'Adjusted mutual information',
    unit: '×100',
    factor: 100,
    decimals: 2,
    meaning: 'Mutual information of clusters and classes, adjusted for chance (0 = chance).',
  },
  NMI: {
    name: 'Normalised mutual information',
    unit: '×100',
    factor: 100,
    decimals: 2,
    meaning:
      'Mutual information of clusters and classes, normalised but not adjusted for chance. Equals the V-measure.',
  },
  MI: {
    name: 'Mutual information',
    unit: 'nats',
    factor: 1,
    decimals: 3,
    meaning: 'Mutual information of clusters and classes, in nats.',
  },
};

/** The scores of an entry by metric, as the API sends them. */
export interface Scores {
  readonly acc: ScoreStatistics;
  readonly ari: ScoreStatistics;
  readonly ami: ScoreStatistics;
  readonly mi: ScoreStatistics;
  readonly nmi: ScoreStatistics;
}

export interface ScoreStatistics {
  readonly mean: number;
  readonly standardDeviation: number;
  /** At 95%, over test images and seeds; results older than intervals have none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Where a score may lie: its interval, or a deviation to each side where there is none. */
export const rangeOf = ({ mean, standardDeviation, interval }: ScoreStatistics) =>
  interval ?? { low: mean - standardDeviation, high: mean + standardDeviation };

const keys = { ACC: 'acc', ARI: 'ari', AMI: 'ami', MI: 'mi', NMI: 'nmi' } as const;

/** The field of {@link Scores} and of a seed run that holds a metric. */
export const metricKey = (metric: Metric): keyof Scores => keys[metric];

/** The highest value a metric can take on `classes` equally frequent classes. */
export const metricCeiling = (metric: Metric, classes: number): number =>
  metric === 'MI' ? Math.log(Math.max(2, classes)) : 1;
