import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../cooperative.ts';
import { contingencyTable, denseCounts } from './contingency.ts';
import { countInOrder, countInTable } from './count-cells.ts';

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

describe('the two ways to count', () => {
  it('find the same cells in the same order', () => {
    const image = fc.record({ row: fc.nat(9), col: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(image, { minLength: 1, maxLength: 200 }), (images) => {
        const row = Int32Array.from(images, (pair) => pair.row);
        const col = Int32Array.from(images, (pair) => pair.col);
        const { rowSums, colSums } = contingencyTable(row, col, { rows: 10, cols: 7 });
        const pairs = { row, col, rows: 10, cols: 7, rowSums, colSums };
        expect(countInOrder(pairs)).toEqual(finish(countInTable(pairs)));
      }),
    );
  });

  it('counts groups by the thousand without a table of all pairs', () => {
    const labels = Int32Array.from({ length: 1000 }, (_, i) => i * 16_000);
    const table = contingencyTable(labels, labels);
    expect(table.rows * table.cols).toBeGreaterThan(2 ** 40);
    expect(table.cellCount).toEqual(new Float64Array(1000).fill(1));
  });
});
