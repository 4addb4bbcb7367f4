/** The generator of golden/metrics.py: Numerical Recipes' linear congruential one, in [0, 1). */
export function goldenDraws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
