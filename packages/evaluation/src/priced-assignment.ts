/**
 * A minimum-cost assignment with the dual prices that prove it. `rows ≤ cols`; every row has a
 * column. cost − rowPrice − colPrice is never negative, is 0 where assigned, and the price of a
 * column without a row is 0.
 */
export interface PricedAssignment {
  readonly rows: number;
  readonly cols: number;
  /** Row-major [rows, costCols]; the columns from `costCols` on cost nothing. */
  readonly cost: Float64Array;
  readonly costCols: number;
  readonly rowPrice: Float64Array;
  readonly colPrice: Float64Array;
  readonly columnOfRow: Int32Array;
  /** −1 for a column without a row. */
  readonly rowOfColumn: Int32Array;
}
