import type { PricedAssignment } from './priced-assignment.ts';
import type { Steps } from './steps.ts';
import { rowsAfter, TightPairs } from './tight-pairs.ts';

const nobody = -1;

/**
 * Moves between optima. By complementary slackness these are exactly the assignments of tight pairs
 * that keep every column whose price is not 0; nobody may own the others. So a row may take a tight
 * column if its owner (a row not settled yet, or nobody) can move on, and so forth until somebody
 * takes the column that the row gave up.
 */
class Exchange {
  private readonly state: PricedAssignment;
  private readonly tight: TightPairs;
  private readonly canBeLeft: Uint8Array;
  private readonly movesTo: Int32Array;
  private nobodyMovesTo = nobody;

  constructor(state: PricedAssignment, tight: TightPairs) {
    this.state = state;
    this.tight = tight;
    this.canBeLeft = new Uint8Array(state.cols);
    this.movesTo = new Int32Array(state.rows);
  }

  /** Gives `row` the lowest column it can have while all rows before it keep theirs. */
  settle(row: number): void {
    const { columnOfRow, rowOfColumn } = this.state;
    const current = columnOfRow[row] as number;
    const lower = this.nextColumn(row, 0, current, (col) => {
      const owner = rowOfColumn[col] as number;
      return owner === nobody || owner > row;
    });
    if (lower === current) return;
    this.findColumnsToTake(row, current);
    const lowest = this.nextColumn(row, lower, current, (col) => this.canBeLeft[col] === 1);
    if (lowest !== current) this.take(row, lowest);
  }

  private nextColumn(row: number, from: number, current: number, accept: (col: number) => boolean): number {
    let col = from;
    while (col < current && !(this.tight.has(row, col) && accept(col))) col += 1;
    return col;
  }

  /** Marks the columns whose owners can move on once `row` gives up `given`, noting where to. */
  private findColumnsToTake(row: number, given: number): void {
    const { rows, cols, colPrice, columnOfRow, rowOfColumn } = this.state;
    this.canBeLeft.fill(0);
    this.nobodyMovesTo = nobody;
    const unsettled = rowsAfter(row, rows);
    const targets = [given];
    for (const target of targets) {
      this.canBeLeft[target] = 1;
      if (this.nobodyMovesTo === nobody && colPrice[target] === 0) {
        this.nobodyMovesTo = target;
        for (let col = 0; col < cols; col++) if (rowOfColumn[col] === nobody) targets.push(col);
      }
      for (const mover of this.tight.takeRowsOf(target, unsettled)) {
        this.movesTo[mover] = target;
        targets.push(columnOfRow[mover] as number);
      }
    }
  }

  private take(row: number, col: number): void {
    const { columnOfRow, rowOfColumn } = this.state;
    const given = columnOfRow[row] as number;
    let mover = row;
    let target = col;
    for (;;) {
      const displaced = rowOfColumn[target] as number;
      rowOfColumn[target] = mover;
      if (mover !== nobody) columnOfRow[mover] = target;
      if (target === given) return;
      mover = displaced;
      target = mover === nobody ? this.nobodyMovesTo : (this.movesTo[mover] as number);
    }
  }
}

/**
 * Turns an optimal assignment into the lowest one: row 0 gets the lowest column it has in any
 * optimum, then row 1 among those that remain, and so on.
 */
export function* chooseLowestOptimum(state: PricedAssignment): Steps<void> {
  const exchange = new Exchange(state, yield* TightPairs.of(state));
  for (let row = 0; row < state.rows; row++) {
    exchange.settle(row);
    yield;
  }
}
