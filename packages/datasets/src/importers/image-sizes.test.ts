import { expect, it } from 'vitest';
import { ImageSizes } from './image-sizes.ts';

function sizesOf(...sizes: readonly (readonly [number, number, number?])[]): ImageSizes {
  const all = new ImageSizes();
  for (const [height, width, count = 1] of sizes) {
    for (let image = 0; image < count; image++) all.add({ height, width });
  }
  return all;
}

it('takes the size of most images, whatever the others are', () => {
  expect(sizesOf([32, 32, 40], [900, 1000]).typical()).toEqual({ height: 32, width: 32 });
  expect(sizesOf([1, 1, 3], [64, 48, 4]).typical()).toEqual({ height: 64, width: 48 });
});

it('takes the medians of photographs of many sizes', () => {
  expect(sizesOf([60, 80], [90, 120], [120, 90], [4000, 3000]).typical()).toEqual({ height: 90, width: 90 });
  expect(sizesOf([10, 20], [30, 40]).typical()).toEqual({ height: 30, width: 40 });
});

it('reports the most frequent sizes first', () => {
  expect(sizesOf([32, 32, 40], [900, 1000], [8, 8]).report()).toEqual({
    distinct: 3,
    frequent: [
      { height: 32, width: 32, count: 40 },
      { height: 900, width: 1000, count: 1 },
      { height: 8, width: 8, count: 1 },
    ],
  });
});
