/** The metrics of a board, in the order of its columns, by the names that the API gives them. */
export const metrics = ['ACC', 'ARI', 'AMI', 'MI'] as const;
export type Metric = (typeof metrics)[number];

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
    meaning: 'Share of test images whose cluster is matched to their class.',
  },
  ARI: {
    name: 'Adjusted Rand index',
    unit: '×100',
    factor: 100,
    decimals: 2,
    meaning: 'Agreement of image pairs with the classes; 0 is chance.',
  },
  AMI: {
    name: 'Adjusted mutual information',
    unit: '×100',
    factor: 100,
    decimals: 2,
    meaning: 'Information shared with the classes; 0 is chance.',
  },
  MI: {
    name: 'Mutual information',
    unit: 'nats',
    factor: 1,
    decimals: 3,
    meaning: 'Information shared with the classes, in nats.',
  },
};

/** The scores of an entry by metric, as the API sends them. */
export interface Scores {
  readonly acc: ScoreStatistics;
  readonly ari: ScoreStatistics;
  readonly ami: ScoreStatistics;
  readonly mi: ScoreStatistics;
}

export interface ScoreStatistics {
  readonly mean: number;
  readonly standardDeviation: number;
}

const keys = { ACC: 'acc', ARI: 'ari', AMI: 'ami', MI: 'mi' } as const;

/** The field of {@link Scores} and of a seed run that holds a metric. */
export const metricKey = (metric: Metric): keyof Scores => keys[metric];

/** The highest value a metric can take on `classes` equally frequent classes. */
export const metricCeiling = (metric: Metric, classes: number): number =>
  metric === 'MI' ? Math.log(Math.max(2, classes)) : 1;
