import { expect, it } from 'vitest';
import { featureLayout } from './pool.ts';

const values = Float32Array.from({ length: 24 }, (_, index) => index);

function pooled(dims: number[], pooling: 'mean' | 'first', image: number): number[] | null {
  const layout = featureLayout(dims, pooling);
  if (layout === null) return null;
  const target = new Float32Array(layout.dim);
  layout.pool(values, image * layout.values, target, 0);
  return [...target];
}

it('keeps [N, D]', () => {
  expect(pooled([2, 12], 'mean', 1)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
});

it('averages [N, C, H, W] over its positions', () => {
  expect(pooled([2, 3, 2, 2], 'mean', 1)).toEqual([13.5, 17.5, 21.5]);
});

it('takes the first token of [N, T, D] or their mean', () => {
  expect(pooled([2, 3, 4], 'first', 1)).toEqual([12, 13, 14, 15]);
  expect(pooled([2, 3, 4], 'mean', 1)).toEqual([16, 17, 18, 19]);
});

it.each([[[24]], [[]], [[1, 2, 3, 2, 2]], [[2, 0]]])('has no rows for %j', (dims) => {
  expect(featureLayout(dims, 'mean')).toBeNull();
});
