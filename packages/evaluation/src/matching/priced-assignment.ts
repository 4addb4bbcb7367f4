import type { WeightedPairs } from './weighted-pairs.ts';

export const UNMATCHED = -1;

/**
 * An assignment of greatest weight with the dual prices that prove it. Prices are never negative, and
 * row price + column price is never below the weight of a pair, and is the weight where assigned. Rows and
 * columns without a pair of weight have price 0: they may be assigned to each other at no loss.
 */
export interface PricedAssignment {
  readonly pairs: WeightedPairs;
  readonly rowPrice: Float64Array;
  readonly colPrice: Float64Array;
  /** {@link UNMATCHED} for a row without a column. */
  readonly columnOfRow: Int32Array;
  readonly rowOfColumn: Int32Array;
}
