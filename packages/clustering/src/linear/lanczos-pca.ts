import { native } from '../native.ts';
import { runJob } from '../run-job.ts';
import type { CentredRows, Decompose, DecompositionOptions } from './decomposition.ts';

/** Vectors that are multiplied at once. */
const width = 32;
/** A component has converged when A·v − λ·v is shorter than this share of the largest λ. */
const tolerance = 1e-9;
/** Each restart gains digits, so that only a fault comes near it. */
const maxBlocks = 5000;
/** A basis that has grown by less than this since the last look is not looked at. */
const growth = 1.15;

/** The longest basis: when it is full it starts again from the best of its combinations. */
export const basisLimit = (count: number): number => 3 * count + 8 * width;

/** The fewest rows and columns for so many components. */
export const lanczosSize = (count: number): number => basisLimit(count) + width;

/** Combinations of the basis that are nearest to eigenvectors. */
interface RitzPairs {
  /** [count], falling. */
  readonly values: Float64Array;
  /** [count, size]. */
  readonly weights: Float64Array;
}

/** A basis of the Krylov space, and what the covariance A of the rows does to it. */
class KrylovBasis {
  readonly vectors: Float64Array;
  size = 0;
  /** Σ |x − mean|² of all rows. */
  squares = 0;
  private readonly rows: CentredRows;
  private readonly options: DecompositionOptions;
  private readonly limit: number;
  /** basisᵀ·A·basis: the lower triangle of [limit, limit]. */
  private readonly projected: Float64Array;
  /** Orthonormal to the basis, and next to enter it. */
  private block: Float64Array;
  /** What A makes of the last block beyond the basis is triangle · block. */
  private triangle: Float64Array = new Float64Array(width * width);
  private blocks = 0;

  constructor(rows: CentredRows, options: DecompositionOptions) {
    this.rows = rows;
    this.options = options;
    this.limit = basisLimit(options.count);
    this.vectors = new Float64Array(this.limit * rows.source.dim);
    this.projected = new Float64Array(this.limit ** 2);
    this.block = new Float64Array(width * rows.source.dim);
  }

  get dim(): number {
    return this.rows.source.dim;
  }

  get full(): boolean {
    return this.size + width > this.limit;
  }

  /** A random first block. */
  async start(): Promise<void> {
    await this.orthonormaliseBlock();
  }

  /** Takes the block into the basis and makes the next one of its products. */
  async extend(): Promise<void> {
    const { dim, limit, projected } = this;
    const first = this.size;
    this.vectors.set(this.block, first * dim);
    this.size += width;
    this.block = await this.multiply(this.block);
    const coefficients = await this.orthonormaliseBlock();
    for (let i = 0; i < width; i++) {
      const row = coefficients.subarray(i * this.size, i * this.size + first + i + 1);
      projected.set(row, (first + i) * limit);
    }
  }

  /** The `count` best combinations. */
  async ritzPairs(count: number): Promise<RitzPairs> {
    const { size, limit, projected, options } = this;
    const symmetric = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      symmetric.set(projected.subarray(i * limit, i * limit + i + 1), i * size);
    }
    const values = new Float64Array(count);
    const weights = new Float64Array(count * size);
    const job = { symmetric, dim: size, count, values, vectors: weights };
    await runJob(() => native().largestEigenpairs(job), options.signal);
    return { values, weights };
  }

  /** |A·v − λ·v| of a combination of the basis. */
  residual(weights: Float64Array): number {
    const last = weights.subarray(this.size - width, this.size);
    let squares = 0;
    for (let k = 0; k < width; k++) {
      const part = last.reduce(
        (sum, weight, i) => sum + weight * (this.triangle[i * width + k] as number),
        0,
      );
      squares += part * part;
    }
    return Math.sqrt(squares);
  }

  /** Replaces the basis by `count` combinations of it; the block stays. */
  async restart({ values, weights }: RitzPairs): Promise<void> {
    const { vectors: basis, size, dim, projected, limit, options } = this;
    const count = values.length;
    const job = { basis, size, dim, weights, count, threads: options.threads };
    await runJob(() => native().combineBasis(job), options.signal);
    projected.fill(0);
    for (const [i, value] of values.entries()) projected[i * limit + i] = value;
    this.size = count;
  }

  private async orthonormaliseBlock(): Promise<Float64Array> {
    const { vectors: basis, size, dim, block, options } = this;
    const coefficients = new Float64Array(width * size);
    this.triangle = new Float64Array(width * width);
    const job = { basis, size, dim, block, width, seed: this.blocks, coefficients, triangle: this.triangle };
    await runJob(() => native().orthonormalise({ ...job, threads: options.threads }), options.signal);
    return coefficients;
  }

  private async multiply(vectors: Float64Array): Promise<Float64Array> {
    const { rows, options } = this;
    if (this.blocks === maxBlocks) throw new Error(`PCA did not converge in ${maxBlocks} blocks`);
    this.blocks += 1;
    this.squares = 0;
    const products = new Float64Array(vectors.length);
    for await (const points of rows.source.blocks()) {
      const job = { points, mean: rows.mean, vectors, width, products, threads: options.threads };
      this.squares += await runJob(() => native().addCovarianceProducts(job), options.signal);
    }
    return products;
  }
}

async function converge(basis: KrylovBasis, count: number): Promise<RitzPairs> {
  let looked = 0;
  await basis.start();
  for (;;) {
    await basis.extend();
    const { size, full } = basis;
    if (size < count + width || (!full && size < growth * looked)) continue;
    looked = size;
    const kept = full ? Math.min(size - width, Math.floor((count + size) / 2)) : count;
    const pairs = await basis.ritzPairs(kept);
    const { values, weights } = pairs;
    const bound = tolerance * (values[0] as number);
    const misses = (i: number) => basis.residual(weights.subarray(i * size, (i + 1) * size)) > bound;
    // The last ones converge last.
    let converged = count;
    while (converged > 0 && !misses(converged - 1)) converged -= 1;
    if (converged === 0) return { values: values.slice(0, count), weights: weights.slice(0, count * size) };
    if (full) {
      await basis.restart(pairs);
      looked = 0;
    }
  }
}

function toComponents(vectors: Float64Array, count: number, dim: number): Float32Array {
  const components = new Float32Array(count * dim);
  for (let c = 0; c < count; c++) {
    const vector = vectors.subarray(c * dim, (c + 1) * dim);
    let largest = 0;
    for (let j = 1; j < dim; j++) {
      if (Math.abs(vector[j] as number) > Math.abs(vector[largest] as number)) largest = j;
    }
    const sign = (vector[largest] as number) < 0 ? -1 : 1;
    components.set(
      vector.map((value) => sign * value),
      c * dim,
    );
  }
  return components;
}

/**
 * By block Lanczos with full reorthogonalisation and thick restarts on the covariance, which is never formed:
 * time grows with rows · dim · count, memory with dim · count. Wu and Simon, "Thick-restart Lanczos method
 * for large symmetric eigenvalue problems", 2000.
 */
export const lanczosPca: Decompose = async (rows, options) => {
  const { count } = options;
  const basis = new KrylovBasis(rows, options);
  const pairs = await converge(basis, count);
  await basis.restart(pairs);
  const divisor = rows.source.rows - 1;
  return {
    components: toComponents(basis.vectors, count, basis.dim),
    explainedVariance: pairs.values.map((value) => Math.max(0, value / divisor)),
    totalVariance: basis.squares / divisor,
  };
};
