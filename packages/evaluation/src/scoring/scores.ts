import { z } from 'zod';
import { isOriginal, type Metric, metrics, type OriginalMetric } from '../metrics/registry.ts';

/** Every metric of one clustering, measured on the test split. */
export type Scores = Readonly<Record<Metric, number>>;

type Shape<T extends z.ZodType> = {
  [M in Metric]: M extends OriginalMetric ? T : z.ZodOptional<T>;
};

/** A value for each metric; reports older than a metric lack it. */
const ofMetrics = <T extends z.ZodType>(value: T) =>
  z.strictObject(
    Object.fromEntries(
      metrics.map((metric) => [metric, isOriginal(metric) ? value : value.optional()]),
    ) as Shape<T>,
  );

export const scoresSchema = ofMetrics(z.number());

/** One metric over the seeds. */
const metricSummarySchema = z.strictObject({
  mean: z.number(),
  /** Sample standard deviation over seeds (ddof = 1); 0 when there is one seed. */
  std: z.number(),
  /** A 95% interval, missing in reports older than the intervals. */
  interval: z.strictObject({ low: z.number(), high: z.number() }).optional(),
});

export type MetricSummary = Readonly<z.infer<typeof metricSummarySchema>>;

export const summarySchema = ofMetrics(metricSummarySchema);
