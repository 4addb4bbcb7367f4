import type { Matrix } from '@clusterboard/clustering';
import type { Steps } from '../cooperative.ts';

const rowsAtOnce = 1024;

interface Near {
  readonly image: number;
  readonly distance: number;
}

/** Keeps the `most` nearest, nearest first; equal distances in the order in which they came. */
function keep(nearest: Near[], near: Near, max: number): void {
  const last = nearest.at(-1);
  if (nearest.length === max && last !== undefined && near.distance >= last.distance) return;
  let at = nearest.length;
  while (at > 0 && (nearest[at - 1] as Near).distance > near.distance) at -= 1;
  nearest.splice(at, 0, near);
  if (nearest.length > max) nearest.pop();
}

/**
 * Of each cluster the `most` members nearest to its centroid (squared L2 distance in float64, ties to the
 * lowest index), nearest first: one list a cluster, shorter where it has fewer members.
 *
 * @param points [images, dim], in the space of the centroids
 * @param assignment the cluster of each image
 */
export function* nearestImages(
  { data, rows, dim }: Matrix,
  centroids: Matrix,
  assignment: ArrayLike<number>,
  max: number,
): Steps<number[][]> {
  const nearest = Array.from({ length: centroids.rows }, (): Near[] => []);
  for (let image = 0; image < rows; image++) {
    if (image % rowsAtOnce === 0) yield;
    const cluster = assignment[image] as number;
    let distance = 0;
    for (let j = 0; j < dim; j++) {
      const difference = (data[image * dim + j] as number) - (centroids.data[cluster * dim + j] as number);
      distance += difference * difference;
    }
    keep(nearest[cluster] as Near[], { image, distance }, max);
  }
  return nearest.map((list) => list.map(({ image }) => image));
}
