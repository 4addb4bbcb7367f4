/** How long something took, newest first in a list, and what it depends on: the size of the work. */
export interface Duration {
  readonly seconds: number;
  /** null where it was not measured. */
  readonly size: number | null;
}

interface Point {
  readonly size: number;
  readonly seconds: number;
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The least value with at least half of the weight at or below it. */
function weightedMedian(values: readonly Weighted[]): number {
  const sorted = values.toSorted((one, other) => one.value - other.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return 0;
}

/** How much less each older duration counts: the load of a machine changes, for example after its start. */
const ageing = 0.85;

const byAge = (durations: readonly Duration[]): Weighted[] =>
  durations.map(({ seconds }, age) => ({ value: seconds, weight: ageing ** age }));

/** The slope of the line through most pairs of points, after Theil and Sen; the wider a pair, the more it counts. */
function slopeOf(points: readonly Point[], minStep: number): number | null {
  const slopes = points.flatMap((one, at) =>
    points.slice(at + 1).flatMap((other) => {
      const step = Math.abs(one.size - other.size);
      if (step < minStep) return [];
      return [{ value: (one.seconds - other.seconds) / (one.size - other.size), weight: step }];
    }),
  );
  return slopes.length === 0 ? null : weightedMedian(slopes);
}

const shortest = 1e-3;
const log = (value: number): number => Math.log(Math.max(value, shortest));
/** Sizes closer than this factor say nothing about how the time grows. */
const minFactor = Math.log(1.1);
/** Clustering takes at most the square of the number of features. */
const maxPower = 2;
/** Sizes that differ by this factor count little for each other. */
const nearby = Math.log(2);

/**
 * How long it will take by what others took: the median of their times, each brought to this size by the power of
 * it with which time grows; those of about this size and the newest count most. A median, since some are far off.
 * Null if there are none.
 */
export function predictByPower(durations: readonly Duration[], size: number | null): number | null {
  if (durations.length === 0) return null;
  const points = durations.flatMap((one, age) =>
    one.size === null ? [] : [{ size: log(one.size), seconds: log(one.seconds), age }],
  );
  if (size === null || points.length === 0) return weightedMedian(byAge(durations));
  const power = Math.min(maxPower, Math.max(0, slopeOf(points, minFactor) ?? 0));
  const own = log(size);
  const values = points.map((point) => ({
    value: point.seconds + power * (own - point.size),
    weight: ageing ** point.age * Math.exp(-0.5 * ((own - point.size) / nearby) ** 2) + 1e-6,
  }));
  return Math.exp(weightedMedian(values));
}

/** Sizes closer than this share of the largest say nothing about how the time grows. */
const minShare = 0.2;
/** What took less than this share of the usual time was not done: its result was kept from an earlier run. */
const doneShare = 0.1;

/**
 * The same for what has a fixed part and one that is proportional to the size, such as a number of images of so
 * many seconds each.
 *
 * @param usualSlope seconds for each unit of the size; used where all durations are of about one size
 */
export function predictByLine(
  durations: readonly Duration[],
  size: number | null,
  usualSlope: number,
): number | null {
  if (durations.length === 0) return null;
  const points = durations.flatMap((one, age) =>
    one.size === null || one.seconds < doneShare * usualSlope * one.size
      ? []
      : [{ size: one.size, seconds: one.seconds, age }],
  );
  if (size === null || points.length === 0) return weightedMedian(byAge(durations));
  const largest = Math.max(size, ...points.map((point) => point.size));
  const slope = Math.max(0, slopeOf(points, minShare * largest) ?? usualSlope);
  const values = points.map((point) => {
    const distance = (size - point.size) / (largest || 1);
    const weight = ageing ** point.age * Math.exp(-0.5 * (distance / minShare) ** 2) + 1e-6;
    // Faster than this, the fixed part would be less than nothing.
    const least = Math.min(point.seconds, (point.seconds * size) / (point.size || 1));
    return { value: Math.max(least, point.seconds + slope * (size - point.size)), weight };
  });
  return weightedMedian(values);
}
