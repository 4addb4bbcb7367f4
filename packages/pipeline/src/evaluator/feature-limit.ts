import { pcaMethod, widestCovariance } from '@clusterboard/clustering';
import { maxDims, maxWideDims, rowsPerBlock } from '@clusterboard/evaluation';
import { evaluationSeconds } from './time-limit.ts';

/** What an evaluation of features of some width depends on. */
export interface EvaluationShape {
  readonly trainRows: number;
  readonly testRows: number;
  /** Of the protocol; null keeps all. */
  readonly pcaDim: number | null;
}

interface Limits {
  readonly wallClockSeconds: number;
  readonly memoryMebibytes: number;
}

/** The widest features that are accepted, and what that follows from. */
export interface FeatureLimit {
  readonly dim: number;
  readonly reason: string;
}

/** Wider rows are not read from a model, whatever the images. */
const widest = 65_536;
const mebibyte = 1024 * 1024;
const [single, double] = [Float32Array.BYTES_PER_ELEMENT, Float64Array.BYTES_PER_ELEMENT];
/** Node, the addon and what lies on the heap. */
const baseBytes = 256 * mebibyte;

/** Multiplications and additions in a second, as common processors have at least. */
const rates = {
  /** Of matrix products of each thread: of rows with each other, of Lanczos' few vectors, of neighbours in float32. */
  products: 2e10,
  vectors: 1e10,
  neighbours: 4e10,
  /** Of LAPACK, which has one thread. */
  eigenpairs: 5e9,
} as const;

interface Cost {
  readonly bytes: number;
  readonly seconds: number;
}

/** PCA to `count` components, and its projection of both splits to `kept` of them. */
function pcaCost(shape: EvaluationShape, dim: number, count: number, kept: number, threads: number): Cost {
  const { trainRows: rows, testRows } = shape;
  const projection = {
    bytes: (single + double) * count * dim + single * (rows + testRows) * kept,
    seconds: (2 * (rows + testRows) * dim * kept) / (rates.products * threads),
  };
  const method = {
    covariance: () => ({
      bytes: double * dim * (dim + count),
      seconds: (rows * dim * dim) / (rates.products * threads) + ((4 / 3) * dim ** 3) / rates.eigenpairs,
    }),
    gram: () => ({
      // Standardised features come in blocks, which are put together.
      bytes: double * rows * (rows + count) + single * rows * dim,
      seconds:
        (rows * rows * dim + 2 * rows * dim * count) / (rates.products * threads) +
        ((4 / 3) * rows ** 3) / rates.eigenpairs,
    }),
    lanczos: () => ({
      bytes: double * dim * (3 * count + 512),
      // A dozen products for each component.
      seconds: (48 * rows * dim * count) / (rates.vectors * threads),
    }),
  }[pcaMethod(rows, dim, count)]();
  return { bytes: projection.bytes + method.bytes, seconds: projection.seconds + method.seconds };
}

/** Of PCA and the probes, which alone see all columns of the features. */
function evaluationCost(shape: EvaluationShape, dim: number, threads: number): Cost {
  const { trainRows, testRows, pcaDim } = shape;
  const rank = Math.min(trainRows, dim);
  const wide = dim > widestCovariance;
  const fitted = Math.min(rank, Math.max(pcaDim ?? 0, wide ? maxWideDims : maxDims));
  const main = pcaCost(shape, dim, fitted, Math.min(pcaDim ?? 0, rank), threads);
  const axes = wide ? Math.min(rank, maxWideDims) : rank;
  const probe = pcaCost(shape, dim, axes, axes, threads);
  // A block of standardised features is made while the one before it is not collected yet.
  const blocks = 2 * single * Math.min(trainRows, rowsPerBlock) * dim;
  const neighbours = (2 * trainRows * testRows * dim) / (rates.neighbours * threads);
  return {
    bytes: baseBytes + single * (trainRows + testRows) * dim + Math.max(main.bytes, probe.bytes + blocks),
    seconds: main.seconds + probe.seconds + neighbours,
  };
}

/** The largest width of 1 … 65,536 that `fits`; 0 if none does. */
function widestThat(fits: (dim: number) => boolean): number {
  let [low, high] = [0, widest];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The widest features whose evaluation is expected to stay within its limits: they hold {@link evaluationCost}
 * against memory and time, so that a model is refused by its first images rather than after hours.
 */
export function featureLimit(shape: EvaluationShape, limits: Limits, threads: number): FeatureLimit {
  const byMemory = widestThat(
    (dim) => evaluationCost(shape, dim, threads).bytes <= limits.memoryMebibytes * mebibyte,
  );
  const count = shape.trainRows + shape.testRows;
  const seconds = evaluationSeconds(limits.wallClockSeconds, count);
  const byTime = widestThat((dim) => evaluationCost(shape, dim, threads).seconds <= seconds);
  const dim = Math.min(byMemory, byTime);
  if (dim === widest) return { dim, reason: 'the most that is accepted' };
  const images = `${count} images`;
  const reason =
    byMemory <= byTime
      ? `what the evaluation of ${images} can hold in ${limits.memoryMebibytes} MiB`
      : `what the evaluation of ${images} can do in ${seconds} seconds`;
  return { dim, reason };
}
