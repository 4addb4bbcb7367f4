interface Scored {
  readonly seed: number;
  readonly scores: { readonly acc: number };
}

/**
 * The place of the run that views show: that of median ACC, the lower of the two in the middle, ties to
 * the lower seed.
 */
export function representativeRun(runs: readonly Scored[]): number {
  const order = runs
    .map(({ seed, scores }, place) => ({ place, seed, acc: scores.acc }))
    .sort((a, b) => a.acc - b.acc || a.seed - b.seed);
  const middle = order[Math.floor((order.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('a view of no runs');
  return middle.place;
}
