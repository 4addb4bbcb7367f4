interface Point {
  /** What a score costs; less is better. */
  readonly cost: number;
  readonly score: number;
}

/** The points that no other beats in both cost and score (the Pareto frontier), cheapest first. */
export function frontier<P extends Point>(points: readonly P[]): P[] {
  const ordered = points.toSorted((one, other) => one.cost - other.cost || other.score - one.score);
  let best = Number.NEGATIVE_INFINITY;
  return ordered.filter(({ score }) => {
    if (score <= best) return false;
    best = score;
    return true;
  });
}
