/** The labels of images in order: whole numbers (as exact float64), or names. */
export type LabelList = Float64Array | readonly string[];

/** A class or a cluster, as its file names it. */
export type Label = number | string;

export const isNumbered = (list: LabelList): list is Float64Array => list instanceof Float64Array;
