import { finish, type Steps } from '../cooperative.ts';
import { solveSteps } from './augmenting-paths.ts';
import { chooseCanonicalOptimum } from './canonical-optimum.ts';
import type { PricedAssignment } from './priced-assignment.ts';
import { transpose, type WeightedPairs } from './weighted-pairs.ts';

/**
 * Maximum-weight linear assignment. `weights` is row-major [rows, cols] of whole numbers (such as the
 * counts of a contingency table); every row or every column is assigned, whichever are fewer.
 *
 * Returns the column of each row, −1 for a row left over. Of several optima it is the one that gives
 * row 0 the lowest column it has in any, then row 1, and so on; left over counts as highest. It is
 * therefore a function of the table alone, not of the way the solver took.
 *
 * Successive shortest augmenting paths: Jonker and Volgenant, "A shortest augmenting path algorithm for
 * dense and sparse linear assignment problems", 1987. Throws a RangeError when the weights do not fill the
 * table or are not whole numbers.
 */
export const linearAssignment = (weights: ArrayLike<number>, rows: number, cols: number): Int32Array =>
  finish(assignPairsSteps(pairsOf(weights, rows, cols)));

/** As many are assigned whatever they weigh: weights may be counted from the least, which then is 0. */
function pairsOf(weights: ArrayLike<number>, rows: number, cols: number): WeightedPairs {
  if (weights.length !== rows * cols) {
    throw new RangeError(`${weights.length} weights do not fill ${rows} × ${cols}`);
  }
  let least = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    if (!Number.isSafeInteger(weight)) {
      throw new RangeError(`weight [${Math.floor(i / cols)}, ${i % cols}] is ${weight}: not a whole number`);
    }
    least = Math.min(least, weight as number);
  }
  const rowStart = new Int32Array(rows + 1);
  const pairCol: number[] = [];
  const pairWeight: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const weight = (weights[row * cols + col] as number) - least;
      if (weight === 0) continue;
      pairCol.push(col);
      pairWeight.push(weight);
    }
    rowStart[row + 1] = pairCol.length;
  }
  return {
    rows,
    cols,
    rowStart,
    pairCol: Int32Array.from(pairCol),
    pairWeight: Float64Array.from(pairWeight),
  };
}

/** {@link linearAssignment} of a sparse table, with pauses. Time and memory follow its pairs, not rows × columns. */
export function* assignPairsSteps(pairs: WeightedPairs): Steps<Int32Array> {
  const state = pairs.rows <= pairs.cols ? yield* solveSteps(pairs) : yield* solveForColumns(pairs);
  yield* chooseCanonicalOptimum(state);
  return state.columnOfRow;
}

/** For more rows than columns: a row is found for each column, as there are fewer to find. */
function* solveForColumns(pairs: WeightedPairs): Steps<PricedAssignment> {
  const { rowPrice, colPrice, columnOfRow, rowOfColumn } = yield* solveSteps(transpose(pairs));
  return {
    pairs,
    rowPrice: colPrice,
    colPrice: rowPrice,
    columnOfRow: rowOfColumn,
    rowOfColumn: columnOfRow,
  };
}
