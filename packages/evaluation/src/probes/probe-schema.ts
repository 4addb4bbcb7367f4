import { z } from 'zod';

const measured = {
  /** Top-1 on the test split, in [0, 1]. */
  accuracy: z.number().min(0).max(1),
  /** 95%, over test images. */
  interval: z.strictObject({ low: z.number(), high: z.number() }),
};

export const knnProbeSchema = z.strictObject({
  ...measured,
  /** Train images that vote on each test image. */
  neighbours: z.int().positive(),
  /** A vote weighs exp(cosine / temperature). */
  temperature: z.number().positive(),
});

export const linearProbeSchema = z.strictObject({
  ...measured,
  /** λ of the objective: mean cross-entropy + λ/2 · the weights' squared norm. */
  penalty: z.number().positive(),
  /** Each λ tried, with its top-1 on the part of train that was held out. */
  tried: z.array(
    z.strictObject({ penalty: z.number().positive(), heldOutAccuracy: z.number().min(0).max(1) }),
  ),
  /** Train images held out while λ was chosen. */
  heldOutCount: z.int().nonnegative(),
  /** L-BFGS iterations of the last fit, on all of train. */
  iterations: z.int().nonnegative(),
  /** False when the bound on iterations ended it. */
  converged: z.boolean(),
});

/** Supervised probes of the features: unlike every other number of a report, these are fitted to labels. */
export const probesSchema = z.strictObject({
  usesLabels: z.literal(true),
  knn: knnProbeSchema,
  linear: linearProbeSchema,
});

export type Probes = Readonly<z.infer<typeof probesSchema>>;
