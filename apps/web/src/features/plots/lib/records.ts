interface Point {
  readonly at: number;
  readonly score: number;
}

/** The points that raised the best score when they came, oldest first. */
export function records<P extends Point>(points: readonly P[]): P[] {
  let best = Number.NEGATIVE_INFINITY;
  return points
    .toSorted((one, other) => one.at - other.at || other.score - one.score)
    .filter(({ score }) => {
      if (score <= best) return false;
      best = score;
      return true;
    });
}
