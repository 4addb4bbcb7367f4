/** A sparse table of whole weights: pairs that are not listed weigh 0, those that are weigh more. */
export interface WeightedPairs {
  readonly rows: number;
  readonly cols: number;
  /** Where the pairs of each row begin; the last entry is their number: [rows + 1]. */
  readonly rowStart: Int32Array;
  /** By row, then by column. */
  readonly pairCol: Int32Array;
  readonly pairWeight: Float64Array;
}

/** The transposed table. */
export function transpose({ rows, cols, rowStart, pairCol, pairWeight }: WeightedPairs): WeightedPairs {
  const start = new Int32Array(cols + 1);
  for (const col of pairCol) start[col + 1] = (start[col + 1] as number) + 1;
  for (let col = 0; col < cols; col++) start[col + 1] = (start[col + 1] as number) + (start[col] as number);
  const next = start.slice();
  const pairRow = new Int32Array(pairCol.length);
  const weight = new Float64Array(pairCol.length);
  for (let row = 0; row < rows; row++) {
    for (let i = rowStart[row] as number; i < (rowStart[row + 1] as number); i++) {
      const col = pairCol[i] as number;
      const at = next[col] as number;
      pairRow[at] = row;
      weight[at] = pairWeight[i] as number;
      next[col] = at + 1;
    }
  }
  return { rows: cols, cols: rows, rowStart: start, pairCol: pairRow, pairWeight: weight };
}
