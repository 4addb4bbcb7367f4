import type { Outcome } from '../server/read-disagreement.ts';

type Point = NonNullable<Outcome['imageMap']>['points'][number];

/** The images whose cluster is matched to their class, among those on an entry's map. */
function rightImages({ contingency, imageMap }: Outcome): Set<number> | null {
  if (!contingency || !imageMap || contingency.seed !== imageMap.seed) return null;
  const matched = new Map(contingency.columns.map((column) => [column.cluster, column.class.index]));
  const right = imageMap.points.filter((point) => matched.get(point.cluster) === point.classIndex);
  return new Set(right.map(({ image }) => image));
}

/** Of each entry the test images that it alone clusters rightly; null where that is not known of all. */
export function onlyCorrect(outcomes: readonly (Outcome | null)[]): Point[][] | null {
  const found = outcomes.map((outcome) => outcome && rightImages(outcome));
  const known = found.filter((images) => images !== null);
  const points = outcomes[0]?.imageMap?.points;
  if (!points || known.length < found.length) return null;
  const count = (image: number) => known.filter((images) => images.has(image)).length;
  return known.map((images) => points.filter(({ image }) => images.has(image) && count(image) === 1));
}
