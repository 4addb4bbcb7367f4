import { z } from 'zod';

/**
 * The metrics of one clustering, each measured on the test split. Accuracies lie in [0, 1], ARI in
 * [−0.5, 1], AMI is at most 1 and NMI in [0, 1]; MI is in nats.
 */
export const metrics = [
  /** Accuracy, clusters matched to classes on train by linear assignment: the headline. */
  'acc',
  /** Accuracy, every cluster given its majority class on train. */
  'accTrainMajority',
  /** Accuracy, clusters matched on the test labels themselves by linear assignment. */
  'accTestAssignment',
  /** Accuracy, every cluster given its majority class on test: the purity. */
  'accTestMajority',
  'ari',
  'ami',
  'mi',
  /** Arithmetic mean normaliser; the same number as the V-measure. */
  'nmi',
] as const;

export type Metric = (typeof metrics)[number];

/** The least and the greatest value that each metric can have. */
export const metricBounds: Readonly<Record<Metric, readonly [number, number]>> = {
  acc: [0, 1],
  accTrainMajority: [0, 1],
  accTestAssignment: [0, 1],
  accTestMajority: [0, 1],
  ari: [-0.5, 1],
  ami: [-1, 1],
  mi: [0, Number.POSITIVE_INFINITY],
  nmi: [0, 1],
};

export const scoresSchema = z.record(z.enum(metrics), z.number());

export type Scores = Readonly<Record<Metric, number>>;

/** A value for each metric. */
export const byMetric = <T>(make: (metric: Metric) => T): Record<Metric, T> => ({
  acc: make('acc'),
  accTrainMajority: make('accTrainMajority'),
  accTestAssignment: make('accTestAssignment'),
  accTestMajority: make('accTestMajority'),
  ari: make('ari'),
  ami: make('ami'),
  mi: make('mi'),
  nmi: make('nmi'),
});

/** One metric over the seeds. */
export const metricSummarySchema = z.strictObject({
  mean: z.number(),
  /** Sample standard deviation over seeds (ddof = 1); 0 when there is one seed. */
  std: z.number(),
  /** A 95% interval, missing in reports older than the intervals. */
  interval: z.strictObject({ low: z.number(), high: z.number() }).optional(),
});

export type MetricSummary = Readonly<z.infer<typeof metricSummarySchema>>;
