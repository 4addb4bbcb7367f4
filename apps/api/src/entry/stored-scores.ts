import { type BoardMetric, boardMetrics, everyResultHas } from '@clusterboard/core';
import { z } from 'zod';

/** Scores of one clustering in a stored report, by ranked metric. */
export type RankedScores = Readonly<Partial<Record<BoardMetric, number>>>;

/** A report lacks only metrics that are newer than it. */
export const rankedScoresSchema: z.ZodType<RankedScores> = z.object(
  Object.fromEntries(
    boardMetrics.map((metric) => [metric, everyResultHas(metric) ? z.number() : z.number().optional()]),
  ),
);

const seedRunsSchema = z.array(
  z.object({
    seed: z.int(),
    scores: rankedScoresSchema,
    inertia: z.number(),
    iterations: z.int(),
    converged: z.boolean(),
    reseeded: z.int(),
  }),
);

export type SeedRun = z.infer<typeof seedRunsSchema>[number];

/**
 * The seed runs of a stored evaluation report.
 *
 * @throws ZodError if the report has none
 */
export const seedRuns = (runs: unknown): SeedRun[] => seedRunsSchema.parse(runs);
