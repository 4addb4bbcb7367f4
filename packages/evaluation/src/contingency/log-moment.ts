/** x·ln x for x = 0 … `upTo`. */
export function logMoments(upTo: number): Float64Array {
  const table = new Float64Array(upTo + 1);
  for (let x = 2; x <= upTo; x++) table[x] = x * Math.log(x);
  return table;
}

// Weights fall faster than geometrically away from the mode: what follows one this small is lost in
// the rounding of the sum.
const negligible = 1e-22;

/**
 * E[x·ln x] where x is the overlap of two random groups of `a` and `b` among `n` images.
 *
 * The hypergeometric weights are followed outward from their mode, where they are set to 1, and
 * divided by their sum at the end: exact to the last digits, where log-gamma would lose nine.
 *
 * @param moments {@link logMoments} up to min(a, b) at least
 */
export function expectedLogMoment(a: number, b: number, n: number, moments: Float64Array): number {
  const lowest = Math.max(0, a + b - n);
  const highest = Math.min(a, b);
  const rest = n - a - b;
  const mode = Math.floor(((a + 1) * (b + 1)) / (n + 2));
  let mass = 1;
  let sum = moments[mode] as number;
  let weight = 1;
  for (let x = mode; x < highest && weight > negligible; x++) {
    weight *= ((a - x) * (b - x)) / ((x + 1) * (rest + x + 1));
    mass += weight;
    sum += weight * (moments[x + 1] as number);
  }
  weight = 1;
  for (let x = mode; x > lowest && weight > negligible; x--) {
    weight *= (x * (rest + x)) / ((a - x + 1) * (b - x + 1));
    mass += weight;
    sum += weight * (moments[x - 1] as number);
  }
  return sum / mass;
}
