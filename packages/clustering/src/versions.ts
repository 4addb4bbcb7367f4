import { addonSha256, faissNodeVersion, native } from './native.ts';

export interface Versions {
  /** faiss the addon was compiled against, such as `1.7.3`. */
  readonly faiss: string;
  /** Vector instructions of the nearest-centroid search, such as `avx2`; they never change a result. */
  readonly kernel: string;
  /** OpenBLAS in use with its kernel, such as `OpenBLAS 0.3.21 … Haswell`. */
  readonly blas: string;
  readonly faissNode: string;
  /** Of this package's own addon: its sources, and the platform, Node and faiss that it was compiled for. */
  readonly addonSha256: string;
}

/** What results may depend on. Throws when the addon has not been built. */
export function versions(): Versions {
  return { ...native().versions(), faissNode: faissNodeVersion(), addonSha256: addonSha256() };
}
