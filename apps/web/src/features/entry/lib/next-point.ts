interface Place {
  readonly x: number;
  /** Upwards. */
  readonly y: number;
}

const directions = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
} as const;

export type Arrow = keyof typeof directions;

export const isArrow = (key: string): key is Arrow => Object.hasOwn(directions, key);

/** The point nearest to `from` in the quarter that an arrow points to; null if there is none. */
export function nextPoint<P extends Place>(points: readonly P[], from: Place, arrow: Arrow): P | null {
  const towards = directions[arrow];
  let next: P | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const [x, y] = [point.x - from.x, point.y - from.y];
    const along = x * towards.x + y * towards.y;
    const aside = Math.abs(x * towards.y) + Math.abs(y * towards.x);
    const distance = Math.hypot(x, y);
    if (along > 0 && along >= aside && distance < least) {
      least = distance;
      next = point;
    }
  }
  return next;
}

/** The point nearest to a place; null if there are none. */
export function nearest<P extends Place>(points: readonly P[], place: Place): P | null {
  const distance = ({ x, y }: Place) => Math.hypot(x - place.x, y - place.y);
  return points.reduce<P | null>(
    (best, point) => (best === null || distance(point) < distance(best) ? point : best),
    null,
  );
}
