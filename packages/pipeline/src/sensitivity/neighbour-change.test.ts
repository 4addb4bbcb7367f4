import { expect, it } from 'vitest';
import { nearest, neighbourChange } from './neighbour-change.ts';

const matrix = (dim: number, values: readonly number[]) => ({
  data: Float32Array.from(values),
  rows: values.length / dim,
  dim,
});

/** Pairs of directions around the mean. */
const pairs = matrix(2, [1, 0, 1, 0.1, 0, 1, 0.1, 1, -1, -1, -1, -1.1]);

it('finds the nearest by direction from the mean', () => {
  expect(nearest(pairs, 1).map((set) => [...set])).toEqual([[1], [0], [3], [2], [5], [4]]);
});

it('sees no change in scale and offset, and all of another order', () => {
  const moved = matrix(
    2,
    [...pairs.data].map((value) => 3 * value + 7),
  );
  expect(neighbourChange(nearest(pairs, 1), nearest(moved, 1))).toBe(0);
  const mixed = matrix(2, [1, 0, 0, 1, 1, 0.1, -1, -1, 0.1, 1, -1, -1.1]);
  expect(neighbourChange(nearest(pairs, 1), nearest(mixed, 1))).toBe(1);
});

it('bears constant features and very wide ones', () => {
  expect(nearest(matrix(2, [1, 1, 1, 1, 1, 1]), 1)).toHaveLength(3);
  const wide = matrix(
    20_000,
    Array.from({ length: 60_000 }, (_, at) => Math.sin(at)),
  );
  expect(neighbourChange(nearest(wide, 2), nearest(wide, 2))).toBe(0);
});
