import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Matrix } from './matrix/matrix.ts';

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

interface PrincipalComponentsJob {
  /** Lower triangle [dim, dim]; overwritten. */
  readonly scatter: Float64Array;
  readonly dim: number;
  readonly rows: number;
  readonly count: number;
  readonly components: Float32Array;
  readonly explainedVariance: Float64Array;
}

/** As in native/linear/gram_pca.h. */
interface GramComponentsJob extends Threaded {
  readonly points: Matrix;
  readonly mean: Float64Array;
  /** Lower triangle [rows, rows]; overwritten. */
  readonly gram: Float64Array;
  readonly count: number;
  readonly components: Float32Array;
  readonly explainedVariance: Float64Array;
}

/** As in native/linear/block_lanczos.h. */
interface CovarianceProductsJob extends Threaded {
  readonly points: Matrix;
  readonly mean: Float64Array;
  /** [width, dim], and their products with the covariance. */
  readonly vectors: Float64Array;
  readonly width: number;
  readonly products: Float64Array;
}

/** The first `size` vectors of `basis` [.., dim] are in use. */
interface BasisJob extends Threaded {
  readonly basis: Float64Array;
  readonly size: number;
  readonly dim: number;
}

interface OrthonormaliseJob extends BasisJob {
  /** [width, dim]; overwritten. */
  readonly block: Float64Array;
  readonly width: number;
  readonly seed: number;
  /** [width, size]. */
  readonly coefficients: Float64Array;
  /** [width, width]. */
  readonly triangle: Float64Array;
}

interface EigenpairsJob {
  /** Lower triangle [dim, dim]; overwritten. */
  readonly symmetric: Float64Array;
  readonly dim: number;
  readonly count: number;
  /** [count], falling. */
  readonly values: Float64Array;
  /** [count, dim]. */
  readonly vectors: Float64Array;
}

interface ApplyPcaJob extends Threaded {
  readonly points: Matrix;
  readonly mean: Float64Array;
  readonly components: Matrix;
  readonly projected: Float32Array;
}

/** As in native/logistic.h. */
interface LinearJob extends Threaded {
  readonly points: Matrix;
  readonly rows: Int32Array;
  readonly classes: number;
  readonly mean: Float32Array;
  readonly scale: Float32Array;
  readonly weights: Float64Array;
}

/** As in native/step_rates.h. */
interface StepSeconds {
  readonly assignment: number;
  readonly product: number;
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
  addColumnSums(job: Threaded & { readonly points: Matrix; readonly sums: Float64Array }): NativeJob<void>;
  addScatter(
    job: Threaded & { readonly points: Matrix; readonly mean: Float64Array; readonly scatter: Float64Array },
  ): NativeJob<void>;
  /** Resolves with the variance of all columns together. */
  principalComponents(job: PrincipalComponentsJob): NativeJob<number>;
  addGram(
    job: Threaded & { readonly points: Matrix; readonly mean: Float64Array; readonly gram: Float64Array },
  ): NativeJob<void>;
  /** Resolves with the variance of all columns together. */
  gramComponents(job: GramComponentsJob): NativeJob<number>;
  /** Resolves with the sum of squared distances from the mean. */
  addCovarianceProducts(job: CovarianceProductsJob): NativeJob<number>;
  orthonormalise(job: OrthonormaliseJob): NativeJob<void>;
  combineBasis(job: BasisJob & { readonly weights: Float64Array; readonly count: number }): NativeJob<void>;
  largestEigenpairs(job: EigenpairsJob): NativeJob<void>;
  applyPca(job: ApplyPcaJob): NativeJob<void>;
  /** Resolves with the sum of losses. */
  logisticLoss(
    job: LinearJob & { readonly labels: Int32Array; readonly gradient: Float64Array },
  ): NativeJob<number>;
  predictLinear(job: LinearJob & { readonly predicted: Int32Array }): NativeJob<void>;
  measureSteps(
    job: Threaded & { readonly points: Matrix; readonly centroids: Matrix; readonly assignment: Int32Array },
  ): NativeJob<StepSeconds>;
  /** Names of the panel scans that this processor runs, best first. */
  kernels(): string[];
  /** For the whole process; one of `kernels()`. For tests: results never depend on it. */
  chooseKernel(name: string): void;
  /** For OpenMP regions that the calling thread starts, such as those of faiss-node. */
  useOneOpenMpThread(): void;
  versions(): { readonly faiss: string; readonly kernel: string; readonly blas: string };
}

// By the package's name rather than a path, so that a bundle in another folder finds the addon too.
const requireNative = createRequire(import.meta.url);

/** The addon that tools/build-native.mjs builds. Loaded on first use. */
export function native(): NativeAddon {
  return requireNative('@clusterboard/clustering/native');
}

/** The faiss-node package. Loaded on first use, and never part of a bundle. */
export function faissNode(): typeof import('faiss-node') {
  return requireNative('faiss-node');
}

/** SHA-256 of the addon's sources and of what they were compiled for, as tools/build-native.mjs left it. */
export function addonSha256(): string {
  const binary = requireNative.resolve('@clusterboard/clustering/native');
  return readFileSync(join(dirname(binary), '..', 'sources.sha256'), 'utf8');
}

export function faissNodeVersion(): string {
  return requireNative('faiss-node/package.json').version;
}

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
