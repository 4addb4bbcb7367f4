/** Row-major float32 matrix: row `i` is `data[i * dim … (i + 1) * dim)`. The data are read in place, never copied. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dim: number;
}

/** A matrix that is read block by block, as often as it is needed, and need not fit into memory. */
export interface RowSource {
  readonly rows: number;
  readonly dim: number;
  /**
   * All rows in order. A block may be overwritten once the next one is requested. Blocks of a multiple of
   * 1024 rows (but for the last) give results that do not depend on their size.
   */
  blocks(): Iterable<Matrix> | AsyncIterable<Matrix>;
}

const rowsPerBlock = 8192;

/** A matrix in memory as a source; blocks are views of it. */
export const rowsOf = ({ data, rows, dim }: Matrix): RowSource => ({
  rows,
  dim,
  *blocks() {
    for (let first = 0; first < rows; first += rowsPerBlock) {
      const count = Math.min(rowsPerBlock, rows - first);
      yield { data: data.subarray(first * dim, (first + count) * dim), rows: count, dim };
    }
  },
});
