import type { Outcome } from './read-disagreement.ts';

type Point = NonNullable<Outcome['imageMap']>['points'][number];

/** The images whose cluster is matched to their class, among those on an entry's map. */
function rightImages({ contingency, imageMap }: Outcome): Set<number> | null {
  if (!contingency || !imageMap || contingency.seed !== imageMap.seed) return null;
  const matched = new Map(contingency.columns.map((column) => [column.cluster, column.class.index]));
  const right = imageMap.points.filter((point) => matched.get(point.cluster) === point.classIndex);
  return new Set(right.map(({ image }) => image));
}

/** Test images that one entry clusters rightly and the other does not; null where that is not known. */
export function disagreeingImages(a: Outcome, b: Outcome): { onlyA: Point[]; onlyB: Point[] } | null {
  const [rightA, rightB] = [rightImages(a), rightImages(b)];
  if (!rightA || !rightB || !a.imageMap) return null;
  const points = a.imageMap.points;
  return {
    onlyA: points.filter(({ image }) => rightA.has(image) && !rightB.has(image)),
    onlyB: points.filter(({ image }) => rightB.has(image) && !rightA.has(image)),
  };
}
