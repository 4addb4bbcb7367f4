import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../golden/assignment.golden.json' with { type: 'json' };
import { goldenDraws } from '../golden-draws.ts';
import { linearAssignment } from './linear-assignment.ts';

interface Weights {
  readonly rows: number;
  readonly cols: number;
  readonly weights: number[];
}

const total = ({ cols, weights }: Weights, columns: ArrayLike<number>): number =>
  Array.from(columns).reduce((sum, col, row) => sum + (col < 0 ? 0 : (weights[row * cols + col] ?? 0)), 0);

/** Every assignment in lexicographic order, “left over” (−1) last: the first of the best ones. */
function firstOptimum(table: Weights): number[] {
  const { rows, cols } = table;
  let leftOver = Math.max(0, rows - cols);
  let best: number[] = [];
  let bestTotal = Number.NEGATIVE_INFINITY;
  const taken = new Set<number>();
  const place = (columns: number[]): void => {
    if (columns.length === rows) {
      const sum = total(table, columns);
      if (sum > bestTotal) {
        bestTotal = sum;
        best = columns;
      }
      return;
    }
    for (let col = 0; col < cols; col++) {
      if (taken.has(col)) continue;
      taken.add(col);
      place([...columns, col]);
      taken.delete(col);
    }
    if (leftOver > 0) {
      leftOver -= 1;
      place([...columns, -1]);
      leftOver += 1;
    }
  };
  place([]);
  return best;
}

const tables = (bound: number, most = { rows: 6, cols: 6 }) =>
  fc
    .record({
      rows: fc.integer({ min: 1, max: most.rows }),
      cols: fc.integer({ min: 1, max: most.cols }),
    })
    .chain(({ rows, cols }) =>
      fc.record({
        rows: fc.constant(rows),
        cols: fc.constant(cols),
        weights: fc.array(fc.integer({ min: -bound, max: bound }), {
          minLength: rows * cols,
          maxLength: rows * cols,
        }),
      }),
    );

const withoutNegative = ({ weights, ...size }: Weights): Weights => ({
  ...size,
  weights: weights.map((weight) => Math.max(0, weight)),
});

describe('linearAssignment', () => {
  it.each([1, 2, 1000])('is the first of the best of all assignments, weights up to ±%i', (bound) => {
    fc.assert(
      fc.property(tables(bound), (table) => {
        expect([...linearAssignment(table.weights, table.rows, table.cols)]).toEqual(firstOptimum(table));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [13, 3],
    [3, 13],
  ])('is the same for many more of one than of the other, most weights 0: up to %i × %i', (rows, cols) => {
    fc.assert(
      fc.property(tables(2, { rows, cols }).map(withoutNegative), (table) => {
        expect([...linearAssignment(table.weights, table.rows, table.cols)]).toEqual(firstOptimum(table));
      }),
      { numRuns: 300 },
    );
  });

  it.each(golden.cases)('reaches the optimum of scipy at $rows × $cols, weights below $bound', (recipe) => {
    const { rows, cols, bound, seed, optimum } = recipe;
    const draw = goldenDraws(seed);
    const weights = Array.from({ length: rows * cols }, () => Math.floor(draw() * bound));
    const columns = linearAssignment(weights, rows, cols);
    const assigned = [...columns].filter((col) => col >= 0);
    expect(total({ rows, cols, weights }, columns)).toBe(optimum);
    expect(assigned.length).toBe(Math.min(rows, cols));
    expect(new Set(assigned).size).toBe(assigned.length);
  });

  it.each([
    [33, 35, 3],
    [35, 33, 3],
    [33, 33, 2],
    [31, 36, 1],
  ])('is the canonical optimum at %i × %i', (rows, cols, bound) => {
    const draw = goldenDraws(rows * cols + bound);
    const weights = Array.from({ length: rows * cols }, () => Math.floor(draw() * (bound + 1)));
    const columns = linearAssignment(weights, rows, cols);
    const optimum = total({ rows, cols, weights }, columns);
    // A bonus below one on a single pair is taken if and only if some optimum has that pair: whole
    // weights are scaled up to make room, and settled rows are held by a bonus that nothing outweighs.
    const scaled = weights.map((weight) => weight * 2);
    const held = 1000;
    let bonus = 0;
    for (const [row, chosen] of columns.entries()) {
      for (let col = 0; col < (chosen < 0 ? cols : chosen); col++) {
        const at = row * cols + col;
        const tried = scaled.with(at, (scaled[at] ?? 0) + 1);
        const best = total({ rows, cols, weights: tried }, linearAssignment(tried, rows, cols));
        expect(best, `row ${row} could have column ${col}`).toBe(2 * optimum + bonus);
      }
      if (chosen < 0) continue;
      const at = row * cols + chosen;
      scaled[at] = (scaled[at] ?? 0) + held;
      bonus += held;
    }
  });

  it('gives the lowest columns where all weights are equal', () => {
    expect([...linearAssignment(new Float64Array(40 * 70), 40, 70)]).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    expect([...linearAssignment(new Float64Array(5 * 3), 5, 3)]).toEqual([0, 1, 2, -1, -1]);
  });

  it('leaves every row over where there are no columns', () => {
    expect([...linearAssignment([], 2, 0)]).toEqual([-1, -1]);
    expect([...linearAssignment([], 0, 2)]).toEqual([]);
  });

  it('refuses weights that do not fill the table or are not whole', () => {
    expect(() => linearAssignment([1, 2, 3], 2, 2)).toThrow('3 weights do not fill 2 × 2');
    expect(() => linearAssignment([1, 2, 3, Number.NaN], 2, 2)).toThrow('weight [1, 1] is NaN');
  });
});
