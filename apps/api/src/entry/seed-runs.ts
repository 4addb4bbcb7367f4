import { z } from 'zod';
import { rankedScoresSchema } from './ranked-scores.ts';

const schema = z.array(
  z.object({
    seed: z.int(),
    scores: rankedScoresSchema,
    inertia: z.number(),
    iterations: z.int(),
    converged: z.boolean(),
    reseeded: z.int(),
  }),
);

export type SeedRun = z.infer<typeof schema>[number];

/**
 * The runs of a stored evaluation report, without what the API does not show of them.
 *
 * @throws ZodError when the stored report has no such runs
 */
export const seedRuns = (runs: unknown): SeedRun[] => schema.parse(runs);
