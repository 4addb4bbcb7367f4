export interface Versions {
  /** faiss the addon was compiled against, such as `1.7.3`. */
  readonly faiss: string;
  /** OpenBLAS in use with its kernel, such as `OpenBLAS 0.3.21 … Haswell`. */
  readonly blas: string;
  readonly faissNode: string;
}

export function versions(): Versions {
  throw new Error('not built yet');
}
