import { runCooperatively, type Steps } from '../cooperative.ts';

interface Point {
  readonly value: number;
  readonly gradient: Float64Array;
}

interface MinimiseOptions {
  readonly maxIterations: number;
  /** Stops where an iteration lowers the value by less than this share of it. */
  readonly tolerance: number;
  readonly signal?: AbortSignal;
}

export interface Minimum extends Point {
  readonly at: Float64Array;
  readonly iterations: number;
  /** False when `maxIterations` ended it. */
  readonly converged: boolean;
}

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const memory = 10;
const maxTrials = 25;
const sufficientDecrease = 1e-4;
const curvature = 0.9;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / step·change */
  readonly weight: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** a += scale · b */
function add(a: Float64Array, scale: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + scale * (b[i] as number);
}

/** The two-loop recursion: minus the gradient times the inverse Hessian that the pairs stand for. */
function* directionOf(gradient: Float64Array, pairs: readonly Pair[]): Steps<Float64Array> {
  const direction = gradient.slice();
  const shares: number[] = [];
  for (const { step, change, weight } of pairs.toReversed()) {
    const share = weight * dot(step, direction);
    add(direction, -share, change);
    shares.push(share);
    yield;
  }
  const last = pairs.at(-1);
  const scale = last ? 1 / (last.weight * dot(last.change, last.change)) : 1;
  for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  for (const { step, change, weight } of pairs) {
    add(direction, (shares.pop() as number) - weight * dot(change, direction), step);
    yield;
  }
  for (let i = 0; i < direction.length; i++) direction[i] = -(direction[i] as number);
  return direction;
}

type Evaluate = (at: Float64Array) => Promise<Point>;

interface Place extends Point {
  readonly at: Float64Array;
}

/** A step for the weak Wolfe conditions, by doubling and bisection; null where no step lowers the value. */
async function searchLine(
  evaluate: Evaluate,
  from: Place,
  direction: Float64Array,
  first: number,
): Promise<Place | null> {
  const slope = dot(from.gradient, direction);
  let found: Place | null = null;
  let [length, low, high] = [first, 0, Number.POSITIVE_INFINITY];
  for (let trial = 0; trial < maxTrials; trial++) {
    const at = from.at.slice();
    add(at, length, direction);
    const point = await evaluate(at);
    if (point.value <= from.value + sufficientDecrease * length * slope) {
      found = { at, ...point };
      if (dot(point.gradient, direction) >= curvature * slope) return found;
      low = length;
    } else {
      high = length;
    }
    length = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }
  return found;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, i) => value - (b[i] as number));

/** Where the curvature between two places is positive, as it is for a convex function but for rounding. */
function pairOf(from: Place, to: Place): Pair[] {
  const step = difference(to.at, from.at);
  const change = difference(to.gradient, from.gradient);
  const product = dot(step, change);
  return product > 0 ? [{ step, change, weight: 1 / product }] : [];
}

/**
 * Minimises a smooth function by L-BFGS with ten pairs (Nocedal, 1980) and a line search for the weak
 * Wolfe conditions by bisection (Lewis and Overton, 2013). Rejects with an AbortError.
 *
 * @param start is not changed
 */
export async function minimise(
  evaluate: Evaluate,
  start: Float64Array,
  { maxIterations, tolerance, signal }: MinimiseOptions,
): Promise<Minimum> {
  let place: Place = { at: start, ...(await evaluate(start)) };
  let pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const direction = await runCooperatively(directionOf(place.gradient, pairs), signal);
    const slope = dot(place.gradient, direction);
    if (slope === 0) return { ...place, iterations: iteration, converged: true };
    const first = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const found = await searchLine(evaluate, place, direction, first);
    // No step of any length lowers the value: it is as low as rounding lets it be.
    if (found === null) return { ...place, iterations: iteration, converged: true };
    pairs = [...pairs, ...pairOf(place, found)].slice(-memory);
    const lowered = place.value - found.value;
    place = found;
    if (lowered <= tolerance * Math.abs(place.value)) {
      return { ...place, iterations: iteration + 1, converged: true };
    }
  }
  return { ...place, iterations: maxIterations, converged: false };
}
