import { describe, expect, it } from 'vitest';
import { classAccuracies, spreads } from './class-accuracy.ts';

const columns = [{ class: { index: 0 } }, { class: { index: 1 } }, { class: { index: 1 } }];
const cells = [
  { row: 0, column: 0, count: 8 },
  { row: 0, column: 1, count: 2 },
  { row: 1, column: 1, count: 3 },
  { row: 1, column: 2, count: 1 },
];

describe('the accuracy of a class', () => {
  it('counts every cluster that is matched to it', () => {
    expect(classAccuracies({ columns, cells, columnCount: 3, cellCount: 4 }, 2)).toEqual([0.8, 1]);
  });

  it('is 0 for a class without images', () => {
    expect(classAccuracies({ columns, cells, columnCount: 3, cellCount: 4 }, 3)?.[2]).toBe(0);
  });

  it('is not told when counts are missing', () => {
    expect(classAccuracies({ columns, cells, columnCount: 3, cellCount: 5 }, 2)).toBeNull();
    expect(classAccuracies({ columns, cells, columnCount: 4, cellCount: 4 }, 2)).toBeNull();
  });
});

it('puts the classes first on which entries differ most', () => {
  const order = spreads([
    [0.5, 0.9, 0.1],
    [0.6, 0.2, 0.1],
  ]).map(({ index }) => index);
  expect(order).toEqual([1, 0, 2]);
});
