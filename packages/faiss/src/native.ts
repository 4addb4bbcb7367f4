import { createRequire } from 'node:module';
import type { Matrix } from './matrix.ts';

/** A computation on a thread of its own. `cancel` makes `promise` reject within one block of rows. */
export interface NativeJob<T> {
  readonly promise: Promise<T>;
  cancel(): void;
}

interface Threaded {
  readonly threads: number;
}

interface KmeansJob extends Threaded {
  readonly points: Matrix;
  readonly clusters: number;
  readonly seed: number;
  readonly maxIterations: number;
  /** Whether `centroids` holds the start. */
  readonly started: boolean;
  readonly centroids: Float32Array;
  readonly assignment: Int32Array;
}

interface KmeansSummary {
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly reseeded: number;
}

interface NativeProgress {
  readonly iteration: number;
  readonly inertia: number;
  readonly moved: number;
}

interface FitPcaJob extends Threaded {
  readonly points: Matrix;
  readonly count: number;
  readonly mean: Float64Array;
  readonly components: Float32Array;
  readonly explainedVariance: Float64Array;
}

interface ApplyPcaJob extends Threaded {
  readonly points: Matrix;
  readonly mean: Float64Array;
  readonly components: Matrix;
  readonly projected: Float32Array;
}

/** What native/addon.cc exports. It trusts its arguments and writes into the arrays it is given. */
interface NativeAddon {
  /** The first row with NaN or infinity, or `points.rows`. */
  firstRowNotFinite(job: Threaded & { readonly points: Matrix }): NativeJob<number>;
  /** Resolves with the inertia. */
  assign(
    job: Threaded & { readonly points: Matrix; readonly centroids: Matrix; readonly assignment: Int32Array },
  ): NativeJob<number>;
  kmeans(job: KmeansJob, onProgress?: (progress: NativeProgress) => void): NativeJob<KmeansSummary>;
  /** Resolves with the variance of all columns together. */
  fitPca(job: FitPcaJob): NativeJob<number>;
  applyPca(job: ApplyPcaJob): NativeJob<void>;
  versions(): { readonly faiss: string; readonly blas: string };
}

// By the package's name rather than a path, so that a bundle in another folder finds the addon too.
const requireNative = createRequire(import.meta.url);

/** The addon that scripts/build-native.mjs builds. Loaded on first use. */
export function native(): NativeAddon {
  return requireNative('@clusterboard/faiss/native');
}

/** The faiss-node package. Loaded on first use, and never part of a bundle. */
export function faissNode(): typeof import('faiss-node') {
  return requireNative('faiss-node');
}

export function faissNodeVersion(): string {
  return requireNative('faiss-node/package.json').version;
}
