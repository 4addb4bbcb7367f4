import { z } from 'zod';

const index = z.int().nonnegative();
const share = z.number().min(0).max(1).nullable();

export const contingencyViewSchema = z.strictObject({
  classes: z.int().positive(),
  clusters: z.array(index),
  matched: z.array(index),
  cellClass: z.array(index),
  cellColumn: z.array(index),
  cellCount: z.array(z.int().positive()),
});

/** In the order of the contingency table's columns. */
export const clusterViewsSchema = z.array(
  z.strictObject({
    cluster: index,
    matchedClass: index,
    majorityClass: index.nullable(),
    size: index,
    purity: share,
    matchedShare: share,
    /** Test images nearest to the centroid, nearest first. */
    nearest: z.array(index),
    /** The class of each of them. */
    nearestClasses: z.array(index),
  }),
);

export const confusedPairsSchema = z.array(
  z.strictObject({ first: index, second: index, firstAsSecond: index, secondAsFirst: index }),
);

const coordinate = z.number().min(0).max(1);

export const imageMapSchema = z.strictObject({
  images: z.array(index),
  x: z.array(coordinate),
  y: z.array(coordinate),
  /** Class and cluster of each image. */
  classes: z.array(index),
  clusters: z.array(index),
});

/** What a person wants to look at of one evaluation; plain data, safe to store as JSON. */
export const evaluationViewsSchema = z.strictObject({
  /** The seed of the run that they show. */
  seed: index,
  contingency: contingencyViewSchema,
  clusters: clusterViewsSchema,
  confusedPairs: confusedPairsSchema,
  /** Null where there are too few test images. */
  map: imageMapSchema.nullable(),
});

export type EvaluationViews = Readonly<z.infer<typeof evaluationViewsSchema>>;
