import { chooseLowestOptimum } from './lowest-optimum.ts';
import type { PricedAssignment } from './priced-assignment.ts';
import { finish, type Steps } from './steps.ts';

/** Prices each row at its cheapest column, and takes that column for it where it is still free. */
function startGreedily(rows: number, cols: number, cost: Float64Array): PricedAssignment {
  const rowPrice = new Float64Array(rows);
  const columnOfRow = new Int32Array(rows).fill(-1);
  const rowOfColumn = new Int32Array(cols).fill(-1);
  for (let row = 0; row < rows; row++) {
    let cheapest = 0;
    const at = row * cols;
    for (let col = 1; col < cols; col++) {
      if ((cost[at + col] as number) < (cost[at + cheapest] as number)) cheapest = col;
    }
    rowPrice[row] = cost[at + cheapest] as number;
    if (rowOfColumn[cheapest] === -1) {
      rowOfColumn[cheapest] = row;
      columnOfRow[row] = cheapest;
    }
  }
  const colPrice = new Float64Array(cols);
  return { rows, cols, cost, costCols: cols, rowPrice, colPrice, columnOfRow, rowOfColumn };
}

/** The work space of one augmentation, kept between rows. */
class ShortestPaths {
  private readonly distance: Float64Array;
  private readonly cameFrom: Int32Array;
  private readonly open: Int32Array;
  private openCount = 0;
  private readonly closed: Int32Array;
  private closedCount = 0;
  private readonly state: PricedAssignment;

  constructor(state: PricedAssignment) {
    this.state = state;
    this.distance = new Float64Array(state.cols);
    this.cameFrom = new Int32Array(state.cols);
    this.open = new Int32Array(state.cols);
    this.closed = new Int32Array(state.cols);
  }

  /** Gives `row` a column along the cheapest alternating path, keeping all prices valid. */
  augment(row: number): void {
    const { cols, rowPrice, colPrice, rowOfColumn, columnOfRow } = this.state;
    this.distance.fill(Number.POSITIVE_INFINITY);
    for (let col = 0; col < cols; col++) this.open[col] = col;
    this.openCount = cols;
    this.closedCount = 0;

    let reached = 0;
    let from = row;
    let sink = -1;
    while (sink === -1) {
      const col = this.closeNearest(from, reached);
      reached = this.distance[col] as number;
      from = rowOfColumn[col] as number;
      if (from === -1) sink = col;
    }

    rowPrice[row] = (rowPrice[row] as number) + reached;
    for (let i = 0; i < this.closedCount - 1; i++) {
      const col = this.closed[i] as number;
      const slack = reached - (this.distance[col] as number);
      const owner = rowOfColumn[col] as number;
      rowPrice[owner] = (rowPrice[owner] as number) + slack;
      colPrice[col] = (colPrice[col] as number) - slack;
    }

    for (let col = sink; ; ) {
      const taker = this.cameFrom[col] as number;
      const given = columnOfRow[taker] as number;
      rowOfColumn[col] = taker;
      columnOfRow[taker] = col;
      if (taker === row) return;
      col = given;
    }
  }

  /** Relaxes all open columns from a row `reached` away, and closes the nearest, a free one if it can. */
  private closeNearest(from: number, reached: number): number {
    const { cols, cost, rowPrice, colPrice, rowOfColumn } = this.state;
    const { distance, cameFrom, open } = this;
    const at = from * cols;
    const base = reached - (rowPrice[from] as number);
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.openCount; i++) {
      const col = open[i] as number;
      const through = base + (cost[at + col] as number) - (colPrice[col] as number);
      let length = distance[col] as number;
      if (through < length) {
        distance[col] = through;
        cameFrom[col] = from;
        length = through;
      }
      if (length < least || (length === least && rowOfColumn[col] === -1)) {
        least = length;
        nearest = i;
      }
    }
    const col = open[nearest] as number;
    this.openCount -= 1;
    open[nearest] = open[this.openCount] as number;
    this.closed[this.closedCount] = col;
    this.closedCount += 1;
    return col;
  }
}

/**
 * Maximum-weight linear assignment. `weights` is row-major [rows, cols] of whole numbers (such as the
 * counts of a contingency table); every row or every column is assigned, whichever are fewer.
 *
 * Returns the column of each row, −1 for a row left over. Of several optima it is the one that gives
 * row 0 the lowest column it has in any, then row 1, and so on; left over counts as highest. It is
 * therefore a function of the table alone, not of the way the solver took.
 *
 * Successive shortest augmenting paths, O(n³): Jonker and Volgenant, "A shortest augmenting path
 * algorithm for dense and sparse linear assignment problems", 1987. Throws a RangeError when the
 * weights do not fill the table or are not whole numbers.
 */
export function linearAssignment(weights: ArrayLike<number>, rows: number, cols: number): Int32Array {
  return finish(linearAssignmentSteps(weights, rows, cols));
}

/** {@link linearAssignment}, with pauses. */
export function* linearAssignmentSteps(
  weights: ArrayLike<number>,
  rows: number,
  cols: number,
): Steps<Int32Array> {
  const cost = costOf(weights, rows, cols);
  yield;
  if (rows === 0 || cols === 0) return new Int32Array(rows).fill(-1);
  const state = rows <= cols ? yield* solve(rows, cols, cost) : yield* solveForColumns(rows, cols, cost);
  yield* chooseLowestOptimum(state);
  return state.columnOfRow.map((col) => (col < cols ? col : -1));
}

function costOf(weights: ArrayLike<number>, rows: number, cols: number): Float64Array {
  if (weights.length !== rows * cols) {
    throw new RangeError(`${weights.length} weights do not fill ${rows} × ${cols}`);
  }
  const cost = new Float64Array(weights.length);
  for (let i = 0; i < cost.length; i++) {
    const weight = weights[i];
    if (!Number.isSafeInteger(weight)) {
      throw new RangeError(`weight [${Math.floor(i / cols)}, ${i % cols}] is ${weight}: not a whole number`);
    }
    cost[i] = -(weight as number);
  }
  return cost;
}

function* solve(rows: number, cols: number, cost: Float64Array): Steps<PricedAssignment> {
  const state = startGreedily(rows, cols, cost);
  const paths = new ShortestPaths(state);
  for (let row = 0; row < rows; row++) {
    if (state.columnOfRow[row] !== -1) continue;
    paths.augment(row);
    yield;
  }
  return state;
}

/**
 * For more rows than columns: a row is found for each column, and the rows left over take
 * columns of cost 0. Those have price 0, which suits every row, as no row's price is positive.
 */
function* solveForColumns(rows: number, cols: number, cost: Float64Array): Steps<PricedAssignment> {
  const turned = new Float64Array(cost.length);
  for (let col = 0; col < cols; col++) {
    for (let row = 0; row < rows; row++) turned[col * rows + row] = cost[row * cols + col] as number;
    yield;
  }
  const solved = yield* solve(cols, rows, turned);
  const colPrice = new Float64Array(rows);
  colPrice.set(solved.rowPrice);
  const rowOfColumn = new Int32Array(rows);
  rowOfColumn.set(solved.columnOfRow);
  const columnOfRow = solved.rowOfColumn;
  let free = cols;
  for (let row = 0; row < rows; row++) {
    if (columnOfRow[row] !== -1) continue;
    columnOfRow[row] = free;
    rowOfColumn[free] = row;
    free += 1;
  }
  return {
    rows,
    cols: rows,
    cost,
    costCols: cols,
    rowPrice: solved.colPrice,
    colPrice,
    columnOfRow,
    rowOfColumn,
  };
}
