import type { PricedAssignment } from './linear-assignment.ts';

const wordBits = 32;

/** Which rows a column may serve at no loss (cost = row price + column price), as a bit set a column. */
interface TightRows {
  readonly words: number;
  readonly bits: Uint32Array;
}

function findTightRows({ rows, cols, cost, rowPrice, colPrice }: PricedAssignment): TightRows {
  const words = Math.ceil(rows / wordBits);
  const bits = new Uint32Array(cols * words);
  for (let row = 0; row < rows; row++) {
    const word = Math.floor(row / wordBits);
    const bit = 1 << (row % wordBits);
    const price = rowPrice[row] as number;
    for (let col = 0; col < cols; col++) {
      if ((cost[row * cols + col] as number) - price !== (colPrice[col] as number)) continue;
      const at = col * words + word;
      bits[at] = (bits[at] as number) | bit;
    }
  }
  return { words, bits };
}

/**
 * Turns an optimal assignment into the lowest one: row 0 gets the lowest column it has in any
 * optimum, then row 1 among those that remain, and so on.
 *
 * By complementary slackness the optima are exactly the assignments of tight pairs that keep every
 * column whose price is not 0. So a row may move to a tight column if its owner can move on, through
 * rows not settled yet, to the column given up or, where that one may stay empty, to a free one.
 */
export function chooseLowestOptimum(state: PricedAssignment): void {
  const { rows, cols, colPrice, columnOfRow, rowOfColumn } = state;
  const tight = findTightRows(state);
  const isTight = (row: number, col: number): boolean =>
    (((tight.bits[col * tight.words + Math.floor(row / wordBits)] as number) >>> (row % wordBits)) & 1) === 1;

  const movesTo = new Int32Array(rows);
  const canBeLeft = new Uint8Array(cols);
  const unsettled = new Uint32Array(tight.words);
  const queue: number[] = [];

  /** Marks the columns whose owners can move on once `given` is given up, noting where to. */
  const findColumnsToTake = (row: number, given: number): void => {
    canBeLeft.fill(0);
    queue.length = 0;
    unsettled.fill(0xffffffff);
    for (let settled = 0; settled <= row; settled++) {
      const word = Math.floor(settled / wordBits);
      unsettled[word] = (unsettled[word] as number) & ~(1 << (settled % wordBits));
    }
    const mark = (col: number): void => {
      canBeLeft[col] = 1;
      queue.push(col);
    };
    mark(given);
    if (colPrice[given] === 0) {
      for (let col = 0; col < cols; col++) if (rowOfColumn[col] === -1) mark(col);
    }
    for (const target of queue) {
      for (let word = 0; word < tight.words; word++) {
        let found = (tight.bits[target * tight.words + word] as number) & (unsettled[word] as number);
        unsettled[word] = (unsettled[word] as number) & ~found;
        while (found !== 0) {
          const bit = 31 - Math.clz32(found);
          found &= ~(1 << bit);
          const mover = word * wordBits + bit;
          movesTo[mover] = target;
          mark(columnOfRow[mover] as number);
        }
      }
    }
  };

  const take = (row: number, col: number): void => {
    rowOfColumn[columnOfRow[row] as number] = -1;
    let mover = row;
    let target = col;
    while (mover !== -1) {
      const displaced = rowOfColumn[target] as number;
      rowOfColumn[target] = mover;
      columnOfRow[mover] = target;
      mover = displaced;
      target = movesTo[mover] as number;
    }
  };

  for (let row = 0; row < rows; row++) {
    const current = columnOfRow[row] as number;
    let lower = 0;
    while (lower < current && !(isTight(row, lower) && isOpenTo(row, rowOfColumn[lower] as number)))
      lower += 1;
    if (lower === current) continue;
    findColumnsToTake(row, current);
    while (!(isTight(row, lower) && canBeLeft[lower] === 1)) lower += 1;
    if (lower !== current) take(row, lower);
  }
}

/** Whether a column's owner (−1: none) may still be asked to move when `row` is being settled. */
const isOpenTo = (row: number, owner: number): boolean => owner === -1 || owner > row;
