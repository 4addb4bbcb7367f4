import { z } from 'zod';
import { curvesSchema } from './curves/curve-schema.ts';
import { probesSchema } from './probes/probe-schema.ts';
import { protocolSchema } from './protocol/protocol.ts';
import { scoresSchema, summarySchema } from './scoring/scores.ts';

/** One k-means run on the train features, and its scores on the test split. */
export const seedRunSchema = z.strictObject({
  seed: z.int().nonnegative(),
  scores: scoresSchema,
  /**
   * The class of each cluster, as matched on train. The headline accuracy uses it; of clusters with the same
   * train images of every class it takes the mean over all ways to exchange their classes.
   */
  matching: z.array(z.int().nonnegative()),
  /** Sum of squared distances of the train rows to their centroids. */
  inertia: z.number().nonnegative(),
  iterations: z.int().nonnegative(),
  /** False when `maxIterations` ended the run. */
  converged: z.boolean(),
  /** Clusters that became empty and were restarted. */
  reseeded: z.int().nonnegative(),
});

export type SeedRun = z.infer<typeof seedRunSchema>;

/** Whether principal components were taken, and how much of the variance they keep. */
export const reductionSchema = z.discriminatedUnion('applied', [
  z.strictObject({
    applied: z.literal(true),
    dim: z.int().positive(),
    /** Share of the train features' variance in the kept components, in [0, 1]. */
    explainedVariance: z.number(),
  }),
  z.strictObject({
    applied: z.literal(false),
    dim: z.int().positive(),
    explainedVariance: z.literal(1),
    /** Why not, in a sentence for people. */
    reason: z.string(),
  }),
]);

export type Reduction = z.infer<typeof reductionSchema>;

/** All that one evaluation found; plain data, safe to store as JSON. */
export const evaluationReportSchema = z.strictObject({
  protocol: protocolSchema,
  trainCount: z.int().positive(),
  testCount: z.int().positive(),
  classCount: z.int().positive(),
  clusters: z.int().positive(),
  featureDim: z.int().positive(),
  /** Dimension that k-means saw: `pca.dim`. */
  pcaDim: z.int().positive(),
  pca: reductionSchema,
  runs: z.array(seedRunSchema).min(1),
  /** Mean and standard deviation of each metric over the runs; a metric is missing in reports older than it. */
  summary: summarySchema,
  /** Scores at other numbers of components and clusters; missing in reports older than the curves. */
  curves: curvesSchema.optional(),
  /** What the features give when labels are used; missing in reports older than the probes. */
  probes: probesSchema.optional(),
});

export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
