/** Row-major float32 matrix: row `i` is `data[i * dim … (i + 1) * dim)`. The data are read in place, never copied. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dim: number;
}
