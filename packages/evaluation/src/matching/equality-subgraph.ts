import type { PricedAssignment } from './priced-assignment.ts';
import { transpose, type WeightedPairs } from './weighted-pairs.ts';

/** The equality subgraph: pairs whose weight equals row price + column price, so assigning them costs nothing. */
export interface EqualitySubgraph {
  readonly byRow: WeightedPairs;
  readonly byColumn: WeightedPairs;
}

export function equalitySubgraph({ pairs, rowPrice, colPrice }: PricedAssignment): EqualitySubgraph {
  const rowStart = new Int32Array(pairs.rows + 1);
  const isEqual = new Uint8Array(pairs.pairCol.length);
  let count = 0;
  for (let row = 0; row < pairs.rows; row++) {
    for (let i = pairs.rowStart[row] as number; i < (pairs.rowStart[row + 1] as number); i++) {
      const price = (rowPrice[row] as number) + (colPrice[pairs.pairCol[i] as number] as number);
      if (price !== pairs.pairWeight[i]) continue;
      isEqual[i] = 1;
      count += 1;
    }
    rowStart[row + 1] = count;
  }
  const byRow = {
    ...pairs,
    rowStart,
    pairCol: pairs.pairCol.filter((_, i) => isEqual[i] === 1),
    pairWeight: pairs.pairWeight.filter((_, i) => isEqual[i] === 1),
  };
  return { byRow, byColumn: transpose(byRow) };
}
