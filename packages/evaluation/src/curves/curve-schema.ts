import { z } from 'zod';
import { scoresSchema } from '../scoring/scores.ts';

/** One place on a curve, and the scores found there. */
export const curvePointSchema = z.strictObject({
  /** Principal components. */
  dim: z.int().positive(),
  clusters: z.int().positive(),
  /** Train rows that k-means and the matching saw, spread evenly over the split. */
  trainCount: z.int().positive(),
  /** Runs behind the scores, which are their mean: all of the protocol's at the evaluation's own place. */
  seeds: z.int().positive(),
  scores: scoresSchema,
});

/** Scores against the number of principal components, and against k. Each rising, the evaluation's own point among them. */
export const curvesSchema = z.strictObject({
  dims: z.array(curvePointSchema),
  clusters: z.array(curvePointSchema),
});

export type CurvePoint = Readonly<z.infer<typeof curvePointSchema>>;
export type Curves = z.infer<typeof curvesSchema>;
