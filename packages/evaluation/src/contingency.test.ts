import { describe, expect, it } from 'vitest';
import { contingencyTable, denseCounts } from './contingency.ts';

describe('contingencyTable', () => {
  it('counts pairs, groups without images included', () => {
    const table = contingencyTable([0, 0, 2, 2, 2], [1, 1, 0, 1, 1], { rows: 4, cols: 2 });
    expect([...denseCounts(table)]).toEqual([0, 2, 0, 0, 1, 2, 0, 0]);
    expect([...table.rowSums]).toEqual([2, 0, 3, 0]);
    expect([...table.colSums]).toEqual([1, 4]);
    expect(table.cellCount.length).toBe(3);
  });

  it.each([
    ['no images', [], []],
    ['unequal lengths', [0, 1], [0]],
    ['a negative label', [0, -1], [0, 0]],
    ['a fraction', [0, 0.5], [0, 0]],
    ['NaN', [0, Number.NaN], [0, 0]],
    ['a label beyond 32 bits', [0, 2 ** 32], [0, 0]],
  ])('refuses %s', (_, rows, cols) => {
    expect(() => contingencyTable(rows, cols)).toThrow(RangeError);
  });

  it('refuses a label outside the size asked for', () => {
    expect(() => contingencyTable([0, 3], [0, 0], { rows: 3 })).toThrow('row label 3 is outside 0 … 2');
  });
});
