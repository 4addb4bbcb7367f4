import type { Matrix } from './matrix.ts';

/** Numerical Recipes' 32-bit linear congruential generator, uniform in [0, 1): golden/generate.py has the same. */
export function uniformNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A matrix whose values `make` derives from uniform numbers; for tests. */
export function generateMatrix(
  rows: number,
  dim: number,
  seed: number,
  make = (u: number) => u - 0.5,
): Matrix {
  const uniform = uniformNumbers(seed);
  return { data: Float32Array.from({ length: rows * dim }, () => make(uniform())), rows, dim };
}
