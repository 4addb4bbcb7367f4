import { problemCodes } from '@clusterboard/problems';
import { z } from 'zod';

const count = z.int().nonnegative();

/** One line of JSON from the evaluator. */
export const evaluatorMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started') }),
  z.object({
    type: z.literal('progress'),
    progress: z.object({
      stage: z.enum(['pca', 'cluster', 'interval', 'curves', 'probes', 'views']),
      done: count,
      total: count,
      seedsDone: count,
      seedsTotal: count,
      iteration: count,
    }),
  }),
  /** The results lie in their files. */
  z.object({ type: z.literal('done') }),
  z.object({
    type: z.literal('problem'),
    problem: z.object({ code: z.enum(problemCodes), message: z.string(), advice: z.string() }),
  }),
  z.object({ type: z.literal('outOfMemory') }),
  /** Not the features' fault. */
  z.object({ type: z.literal('fault'), message: z.string() }),
]);

export type EvaluatorMessage = z.infer<typeof evaluatorMessage>;
