import type { PricedAssignment } from './priced-assignment.ts';
import { turned, type WeightedPairs } from './weighted-pairs.ts';

/** Pairs of weight that may be assigned at no loss: those that weigh row price + column price. */
export interface TightPairs {
  readonly byRow: WeightedPairs;
  readonly byColumn: WeightedPairs;
}

export function tightPairs({ pairs, rowPrice, colPrice }: PricedAssignment): TightPairs {
  const rowStart = new Int32Array(pairs.rows + 1);
  const isTight = new Uint8Array(pairs.pairCol.length);
  let count = 0;
  for (let row = 0; row < pairs.rows; row++) {
    for (let i = pairs.rowStart[row] as number; i < (pairs.rowStart[row + 1] as number); i++) {
      const price = (rowPrice[row] as number) + (colPrice[pairs.pairCol[i] as number] as number);
      if (price !== pairs.pairWeight[i]) continue;
      isTight[i] = 1;
      count += 1;
    }
    rowStart[row + 1] = count;
  }
  const byRow = {
    ...pairs,
    rowStart,
    pairCol: pairs.pairCol.filter((_, i) => isTight[i] === 1),
    pairWeight: pairs.pairWeight.filter((_, i) => isTight[i] === 1),
  };
  return { byRow, byColumn: turned(byRow) };
}
