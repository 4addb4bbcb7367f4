import type { Steps } from '../cooperative.ts';
import { type PricedAssignment, UNMATCHED } from './priced-assignment.ts';
import type { WeightedPairs } from './weighted-pairs.ts';

/** Grows an assignment row by row. Its work space is kept between rows, and clean between them. */
class AugmentingPaths {
  readonly state: PricedAssignment;
  private readonly distance: Float64Array;
  private readonly cameFrom: Int32Array;
  private readonly isClosed: Uint8Array;
  /** Columns with a distance. */
  private readonly seen: number[] = [];
  /** Those that are not closed: as near as the row that is looked from, and farther. */
  private readonly near: number[] = [];
  private readonly far: number[] = [];
  /** One of the near columns that is unmatched. */
  private free = UNMATCHED;

  constructor(pairs: WeightedPairs) {
    this.state = {
      pairs,
      rowPrice: new Float64Array(pairs.rows),
      colPrice: new Float64Array(pairs.cols),
      columnOfRow: new Int32Array(pairs.rows).fill(UNMATCHED),
      rowOfColumn: new Int32Array(pairs.cols).fill(UNMATCHED),
    };
    this.distance = new Float64Array(pairs.cols).fill(Number.POSITIVE_INFINITY);
    this.cameFrom = new Int32Array(pairs.cols);
    this.isClosed = new Uint8Array(pairs.cols);
  }

  /**
   * Makes room for `row` along the cheapest alternating path: to an unmatched column, or to a row
   * (possibly itself) whose column is worth least, which then becomes unmatched. All prices stay valid.
   */
  augment(row: number): void {
    const { rowPrice, rowOfColumn, columnOfRow } = this.state;
    const price = this.priceOf(row);
    rowPrice[row] = price;
    if (price === 0) return;
    let end = price;
    let loser = row;
    let sink = UNMATCHED;
    let from = row;
    let reached = 0;
    for (;;) {
      this.reachFrom(from, reached, end);
      const col = this.closeNearest();
      if (col === UNMATCHED || (this.distance[col] as number) >= end) break;
      reached = this.distance[col] as number;
      from = rowOfColumn[col] as number;
      if (from === UNMATCHED) {
        end = reached;
        sink = col;
        break;
      }
      if (reached + (rowPrice[from] as number) < end) {
        end = reached + (rowPrice[from] as number);
        loser = from;
      }
    }
    this.reprice(row, end);
    if (sink === UNMATCHED && loser !== row) {
      sink = columnOfRow[loser] as number;
      columnOfRow[loser] = UNMATCHED;
    }
    if (sink !== UNMATCHED) this.shift(row, sink);
    this.clean();
  }

  private priceOf(row: number): number {
    const { pairs, colPrice } = this.state;
    let price = 0;
    for (let i = pairs.rowStart[row] as number; i < (pairs.rowStart[row + 1] as number); i++) {
      price = Math.max(
        price,
        (pairs.pairWeight[i] as number) - (colPrice[pairs.pairCol[i] as number] as number),
      );
    }
    return price;
  }

  /** Notes what is nearer from a row `reached` away than it was so far, and nearer than `end`. */
  private reachFrom(from: number, reached: number, end: number): void {
    const { pairs, rowPrice, colPrice } = this.state;
    const base = reached + (rowPrice[from] as number);
    for (let i = pairs.rowStart[from] as number; i < (pairs.rowStart[from + 1] as number); i++) {
      const col = pairs.pairCol[i] as number;
      const through = base + (colPrice[col] as number) - (pairs.pairWeight[i] as number);
      const known = this.distance[col] as number;
      if (through >= known || through >= end) continue;
      this.distance[col] = through;
      this.cameFrom[col] = from;
      if (known === Number.POSITIVE_INFINITY) this.seen.push(col);
      if (through === reached) this.comeNear(col);
      else if (known === Number.POSITIVE_INFINITY) this.far.push(col);
    }
  }

  /** Closes the nearest column, an unmatched one if known; {@link UNMATCHED} when none is left. */
  private closeNearest(): number {
    if (this.near.length === 0) this.bringNear();
    const col = this.free === UNMATCHED ? (this.near.pop() ?? UNMATCHED) : this.free;
    if (col !== UNMATCHED) this.isClosed[col] = 1;
    return col;
  }

  /** Moves all columns of the least distance from far to near. */
  private bringNear(): void {
    const { far, distance, isClosed } = this;
    let least = Number.POSITIVE_INFINITY;
    for (const col of far) {
      if (isClosed[col] === 0) least = Math.min(least, distance[col] as number);
    }
    let kept = 0;
    for (const col of far) {
      if (isClosed[col] === 1) continue;
      if (distance[col] === least) this.comeNear(col);
      else far[kept++] = col;
    }
    far.length = kept;
  }

  private comeNear(col: number): void {
    this.near.push(col);
    if (this.state.rowOfColumn[col] === UNMATCHED) this.free = col;
  }

  private reprice(row: number, end: number): void {
    const { rowPrice, colPrice, rowOfColumn } = this.state;
    rowPrice[row] = (rowPrice[row] as number) - end;
    for (const col of this.seen) {
      const slack = end - (this.distance[col] as number);
      if (this.isClosed[col] === 0 || slack <= 0) continue;
      const owner = rowOfColumn[col] as number;
      colPrice[col] = (colPrice[col] as number) + slack;
      rowPrice[owner] = (rowPrice[owner] as number) - slack;
    }
  }

  /** Gives `sink` to the row that it was reached from, that row's column to the one before, up to `row`. */
  private shift(row: number, sink: number): void {
    const { rowOfColumn, columnOfRow } = this.state;
    for (let col = sink; ; ) {
      const taker = this.cameFrom[col] as number;
      const given = columnOfRow[taker] as number;
      rowOfColumn[col] = taker;
      columnOfRow[taker] = col;
      if (taker === row) return;
      col = given;
    }
  }

  private clean(): void {
    for (const col of this.seen) {
      this.distance[col] = Number.POSITIVE_INFINITY;
      this.isClosed[col] = 0;
    }
    this.seen.length = 0;
    this.near.length = 0;
    this.far.length = 0;
    this.free = UNMATCHED;
  }
}

/** An assignment of greatest weight, by successive shortest augmenting paths. */
export function* solveSteps(pairs: WeightedPairs): Steps<PricedAssignment> {
  const paths = new AugmentingPaths(pairs);
  for (let row = 0; row < pairs.rows; row++) {
    paths.augment(row);
    yield;
  }
  return paths.state;
}
