import { z } from 'zod';
import { rankedScoresSchema } from '../ranked-scores.ts';

const point = z.object({
  dim: z.int(),
  clusters: z.int(),
  trainCount: z.int(),
  seeds: z.int(),
  scores: rankedScoresSchema,
});

const schema = z.object({ dims: z.array(point), clusters: z.array(point) });

export type CurvePoint = z.infer<typeof point>;
export type Curves = z.infer<typeof schema>;

/**
 * The curves of a stored evaluation report, without what the API does not show of them.
 *
 * @throws ZodError when they are not curves
 */
export const readCurves = (curves: unknown): Curves => schema.parse(curves);
