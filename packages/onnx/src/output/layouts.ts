/**
 * What the axes of an output are: [N, D] (axes of size 1 aside), a map [N, C, H, W] or [N, H, W, C], or tokens
 * [N, T, D] or [N, D, T].
 */
export const layouts = ['nd', 'nchw', 'nhwc', 'ntd', 'ndt'] as const;
export type Layout = (typeof layouts)[number];

export const isMap = (layout: Layout): boolean => layout === 'nchw' || layout === 'nhwc';

/** The axis of the features, counted with the batch. */
export const featureAxis: Readonly<Record<Exclude<Layout, 'nd'>, number>> = {
  nchw: 1,
  nhwc: 3,
  ntd: 2,
  ndt: 1,
};

/** The layouts that an output of a rank can have; any where it is not known. */
export function layoutsOf(rank: number | null): readonly Layout[] {
  if (rank === null) return layouts;
  if (rank === 2) return ['nd'];
  return rank === 3 ? ['ntd', 'ndt'] : rank === 4 ? ['nchw', 'nhwc'] : [];
}
