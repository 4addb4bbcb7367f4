import { expect, it } from 'vitest';
import { featureLayout } from './pool.ts';

const values = Float32Array.from({ length: 24 }, (_, index) => index);

type Reading = Parameters<typeof featureLayout>[1];

/** Without a layout, as submissions and receipts of earlier versions have it. */
function pooled(
  dims: number[],
  pooling: Reading['pooling'],
  image: number,
  axes?: Reading['layout'],
): number[] | null {
  const layout = featureLayout(dims, axes ? { layout: axes, pooling } : { pooling });
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
  expect(featureLayout(dims, { pooling: 'mean' })).toBeNull();
});

it('averages [N, H, W, C] over its positions', () => {
  expect(pooled([2, 2, 2, 3], 'mean', 1, 'nhwc')).toEqual([16.5, 17.5, 18.5]);
  expect(pooled([2, 3, 2, 2], 'mean', 1, 'nchw')).toEqual([13.5, 17.5, 21.5]);
});

it('takes the first token of [N, D, T] or their mean', () => {
  expect(pooled([2, 3, 4], 'first', 1, 'ndt')).toEqual([12, 16, 20]);
  expect(pooled([2, 3, 4], 'mean', 1, 'ndt')).toEqual([13.5, 17.5, 21.5]);
  expect(pooled([2, 3, 4], 'first', 1, 'ntd')).toEqual([12, 13, 14, 15]);
});

it('keeps [N, D] with other axes of size 1', () => {
  const all = [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
  for (const dims of [
    [2, 12, 1],
    [2, 1, 12],
    [2, 12, 1, 1],
    [2, 1, 1, 12],
    [2, 12],
  ]) {
    expect(pooled(dims, 'none', 1, 'nd')).toEqual(all);
  }
});

it.each<[number[], NonNullable<Reading['layout']>]>([
  [[2, 3, 4], 'nd'],
  [[2, 12], 'ntd'],
  [[2, 3, 2, 2], 'ndt'],
  [[2, 3, 4], 'nchw'],
  [[24], 'nd'],
])('has no rows for %j where %s was decided', (dims, layout) => {
  expect(featureLayout(dims, { layout, pooling: 'mean' })).toBeNull();
});
