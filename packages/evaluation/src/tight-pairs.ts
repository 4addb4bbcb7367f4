import type { PricedAssignment } from './priced-assignment.ts';
import type { Steps } from './steps.ts';

const wordBits = 32;

/** A set of rows, taken out one by one. */
export interface RowSet {
  readonly words: Uint32Array;
}

/** The rows after `row`. */
export function rowsAfter(row: number, rows: number): RowSet {
  const words = new Uint32Array(Math.ceil(rows / wordBits)).fill(0xffffffff);
  const partial = Math.floor((row + 1) / wordBits);
  words.fill(0, 0, partial);
  const kept = (row + 1) % wordBits;
  if (partial < words.length) words[partial] = (words[partial] as number) & (-1 << kept);
  return { words };
}

/** Which rows and columns may be assigned at no loss (cost = row price + column price), as bit sets. */
export class TightPairs {
  private readonly words: number;
  private readonly bits: Uint32Array;

  private constructor({ rows, cols }: PricedAssignment) {
    this.words = Math.ceil(rows / wordBits);
    this.bits = new Uint32Array(cols * this.words);
  }

  /** Those of `state`, found row by row. */
  static *of(state: PricedAssignment): Steps<TightPairs> {
    const pairs = new TightPairs(state);
    for (let row = 0; row < state.rows; row++) {
      pairs.addRow(row, state);
      yield;
    }
    return pairs;
  }

  private addRow(row: number, { cols, cost, costCols, rowPrice, colPrice }: PricedAssignment): void {
    const bit = 1 << (row % wordBits);
    const word = Math.floor(row / wordBits);
    const price = rowPrice[row] as number;
    for (let col = 0; col < cols; col++) {
      const given = col < costCols ? (cost[row * costCols + col] as number) : 0;
      if (given - price !== (colPrice[col] as number)) continue;
      const at = col * this.words + word;
      this.bits[at] = (this.bits[at] as number) | bit;
    }
  }

  has(row: number, col: number): boolean {
    const word = this.bits[col * this.words + Math.floor(row / wordBits)] as number;
    return ((word >>> (row % wordBits)) & 1) === 1;
  }

  /** Takes the rows that are tight with `col` out of `set` and returns them. */
  takeRowsOf(col: number, { words }: RowSet): number[] {
    const found: number[] = [];
    for (let word = 0; word < this.words; word++) {
      let bits = (this.bits[col * this.words + word] as number) & (words[word] as number);
      words[word] = (words[word] as number) & ~bits;
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits);
        bits &= ~(1 << bit);
        found.push(word * wordBits + bit);
      }
    }
    return found;
  }
}
