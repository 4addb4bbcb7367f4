import type { Steps } from '../cooperative.ts';
import { type EqualitySubgraph, equalitySubgraph } from './equality-subgraph.ts';
import { type PricedAssignment, UNMATCHED } from './priced-assignment.ts';

/** Assigns the rows and columns that are left, at weight 0, until either are used up. */
function fillUp({ columnOfRow, rowOfColumn }: PricedAssignment): void {
  let col = 0;
  for (let row = 0; row < columnOfRow.length; row++) {
    if (columnOfRow[row] !== UNMATCHED) continue;
    while (col < rowOfColumn.length && rowOfColumn[col] !== UNMATCHED) col += 1;
    if (col === rowOfColumn.length) return;
    columnOfRow[row] = col;
    rowOfColumn[col] = row;
  }
}

/**
 * Moves between optima. By complementary slackness these are exactly the assignments of
 * pairs in the equality subgraph, and of rows to columns that both have price 0, in which all rows and columns of a price are assigned. So a
 * row may take such a column if its owner (a row not settled yet, if any) can move on, and so forth
 * until somebody takes the column that the row gave up. Going without is a column past the last, `cols`:
 * of price 0, and there for as many rows as are left over.
 */
class Exchange {
  private readonly state: PricedAssignment;
  private readonly equality: EqualitySubgraph;
  private readonly without: number;
  /** The columns of price 0, from the lowest; those before `nextFree` are settled. */
  private readonly freeColumns: Int32Array;
  private nextFree = 0;
  /** The row for which a column was last found to be one that can be left, and where its owner moves to. */
  private readonly leftFor: Int32Array;
  private readonly movesTo: Int32Array;
  /** The row without a column that would take one. */
  private takerOfWithout = UNMATCHED;

  constructor(state: PricedAssignment) {
    this.state = state;
    this.equality = equalitySubgraph(state);
    this.without = state.pairs.cols;
    const columns = Int32Array.from({ length: state.pairs.cols }, (_, col) => col);
    this.freeColumns = columns.filter((col) => state.colPrice[col] === 0);
    this.leftFor = new Int32Array(state.pairs.cols + 1).fill(UNMATCHED);
    this.movesTo = new Int32Array(state.pairs.cols + 1);
  }

  /** Gives `row` the lowest column it can have while all rows before it keep theirs. */
  settle(row: number): void {
    const current = this.columnOf(row);
    const wanted = this.lowestColumn(row, current, (col) => this.isOpen(col, row));
    if (wanted === current) return;
    this.findColumnsToLeave(row, current, wanted);
    const lowest = this.lowestColumn(row, current, (col) => this.leftFor[col] === row);
    if (lowest !== current) this.take(row, lowest);
  }

  private columnOf(row: number): number {
    const col = this.state.columnOfRow[row] as number;
    return col === UNMATCHED ? this.without : col;
  }

  /** Whether its owner is not settled once `row` is. */
  private isOpen(col: number, row: number): boolean {
    const owner = this.state.rowOfColumn[col] as number;
    return owner === UNMATCHED || owner > row;
  }

  private lowestColumn(row: number, current: number, accept: (col: number) => boolean): number {
    const { byRow } = this.equality;
    let lowest = current;
    for (let i = byRow.rowStart[row] as number; i < (byRow.rowStart[row + 1] as number); i++) {
      const col = byRow.pairCol[i] as number;
      if (col >= lowest) break;
      if (accept(col)) lowest = col;
    }
    if (this.state.rowPrice[row] !== 0) return lowest;
    const free = this.freeColumns;
    while (this.nextFree < free.length && this.isSettled(free[this.nextFree] as number, row))
      this.nextFree += 1;
    for (let i = this.nextFree; i < free.length && (free[i] as number) < lowest; i++) {
      if (accept(free[i] as number)) lowest = free[i] as number;
    }
    return lowest;
  }

  private isSettled(col: number, row: number): boolean {
    const owner = this.state.rowOfColumn[col] as number;
    return owner !== UNMATCHED && owner < row;
  }

  /** Marks the columns whose owners can move on once `row` gives up `given`, until `wanted` is among them. */
  private findColumnsToLeave(row: number, given: number, wanted: number): void {
    this.leftFor[given] = row;
    const targets = [given];
    let anyFree = false;
    for (const target of targets) {
      if (this.leftFor[wanted] === row) return;
      // A row that may take one column of price 0 may take any: the first is enough.
      if (!anyFree && this.isFree(target)) {
        anyFree = true;
        this.markMoversAtNoWeight(row, target, targets);
      }
      if (target !== this.without) this.markMovers(row, target, targets);
    }
  }

  private isFree(col: number): boolean {
    return col === this.without || this.state.colPrice[col] === 0;
  }

  private markMoversAtNoWeight(row: number, target: number, targets: number[]): void {
    const { rowPrice, rowOfColumn } = this.state;
    for (let col = 0; col < this.without; col++) {
      const owner = rowOfColumn[col] as number;
      if (owner === UNMATCHED || (owner > row && rowPrice[owner] === 0)) this.mark(row, col, target, targets);
    }
  }

  private markMovers(row: number, target: number, targets: number[]): void {
    const { byColumn } = this.equality;
    for (let i = byColumn.rowStart[target] as number; i < (byColumn.rowStart[target + 1] as number); i++) {
      const mover = byColumn.pairCol[i] as number;
      if (mover <= row) continue;
      const col = this.columnOf(mover);
      if (col === this.without && this.leftFor[col] !== row) this.takerOfWithout = mover;
      this.mark(row, col, target, targets);
    }
  }

  private mark(row: number, col: number, target: number, targets: number[]): void {
    if (this.leftFor[col] === row) return;
    this.leftFor[col] = row;
    this.movesTo[col] = target;
    targets.push(col);
  }

  private take(row: number, col: number): void {
    const { columnOfRow, rowOfColumn } = this.state;
    const given = this.columnOf(row);
    let mover = row;
    let target = col;
    for (;;) {
      const displaced = target === this.without ? this.takerOfWithout : (rowOfColumn[target] as number);
      if (target !== this.without) rowOfColumn[target] = mover;
      if (mover !== UNMATCHED) columnOfRow[mover] = target === this.without ? UNMATCHED : target;
      if (target === given) return;
      mover = displaced;
      target = this.movesTo[target] as number;
    }
  }
}

/**
 * Turns an optimal assignment into the canonical one: row 0 gets the lowest column it has in any
 * optimum, then row 1 among those that remain, and so on. Left over counts as highest.
 */
export function* chooseCanonicalOptimum(state: PricedAssignment): Steps<void> {
  fillUp(state);
  const exchange = new Exchange(state);
  yield;
  for (let row = 0; row < state.pairs.rows; row++) {
    exchange.settle(row);
    yield;
  }
}
