import { type BoardMetric, boardMetrics, everyResultHas } from '@clusterboard/core';
import { z } from 'zod';

/** The metrics of one clustering in a stored report, without those that rank nothing. */
export type RankedScores = Readonly<Partial<Record<BoardMetric, number>>>;

/** Reports lack only the metrics that came after them. */
export const rankedScoresSchema: z.ZodType<RankedScores> = z.object(
  Object.fromEntries(
    boardMetrics.map((metric) => [metric, everyResultHas(metric) ? z.number() : z.number().optional()]),
  ),
);
