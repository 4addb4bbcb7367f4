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

export const scoresSchema = z.record(z.enum(metrics), z.number());

export type Scores = Readonly<Record<Metric, number>>;

/** One metric over the seeds. */
export const metricSummarySchema = z.strictObject({
  mean: z.number(),
  /** Sample standard deviation over seeds (ddof = 1); 0 when there is one seed. */
  std: z.number(),
  /** A 95% interval, in reports whose protocol computes one. */
  interval: z.strictObject({ low: z.number(), high: z.number() }).optional(),
});

export type MetricSummary = Readonly<z.infer<typeof metricSummarySchema>>;
