/** Keeps the points that raise the best score of those before them. */
function bestSoFar<P extends { readonly score: number }>(points: readonly P[]): P[] {
  let best = Number.NEGATIVE_INFINITY;
  return points.filter(({ score }) => {
    if (score <= best) return false;
    best = score;
    return true;
  });
}

interface CostPoint {
  /** What a score costs; less is better. */
  readonly cost: number;
  readonly score: number;
}

/** The points that no other beats in both cost and score (the Pareto frontier), cheapest first. */
export const frontier = <P extends CostPoint>(points: readonly P[]): P[] =>
  bestSoFar(points.toSorted((one, other) => one.cost - other.cost || other.score - one.score));

interface TimedPoint {
  readonly at: number;
  readonly score: number;
}

/** The points that raised the best score when they came, oldest first. */
export const records = <P extends TimedPoint>(points: readonly P[]): P[] =>
  bestSoFar(points.toSorted((one, other) => one.at - other.at || other.score - one.score));
