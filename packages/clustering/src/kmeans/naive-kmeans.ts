import type { Matrix } from '../matrix/matrix.ts';
import type { KmeansOptions } from './kmeans.ts';

/**
 * k-means as plainly as the definition of `kmeans` can be written down: the reference for its tests.
 * Reproduces the addon to the last bit for up to 4,096 rows (one block of its sampler).
 */
export function naiveKmeans(
  points: Matrix,
  { clusters, seed, maxIterations = 100, initialCentroids }: KmeansOptions,
) {
  const { rows, dim } = points;
  const uniform = xoshiro256(seed);
  const centroids = initialCentroids?.slice() ?? kmeansPlusPlus(points, clusters, uniform);
  const assignment = new Int32Array(rows).fill(-1);
  let reseeded = 0;
  for (let iterations = 0; ; iterations++) {
    const { inertia, moved } = naiveAssign(points, centroids, assignment);
    if (moved === 0 || iterations === maxIterations) {
      return { centroids, assignment, inertia, iterations, converged: moved === 0, reseeded };
    }
    const empty = updateMeans(points, assignment, centroids);
    const distances = Float64Array.from({ length: empty.length === 0 ? 0 : rows }, (_, i) =>
      squaredDistance(rowOf(points.data, i, dim), rowOf(centroids, assignment[i] ?? 0, dim)),
    );
    for (const cluster of empty) {
      const picked = pick(distances, uniform);
      if (picked === rows) break;
      takeRow(points, picked, centroids, cluster, distances);
      reseeded++;
    }
  }
}

/** Nearest centroid of each row into `assignment`, by comparing with every one of them. */
export function naiveAssign({ data, rows, dim }: Matrix, centroids: Float32Array, assignment: Int32Array) {
  let inertia = 0;
  let moved = 0;
  for (let i = 0; i < rows; i++) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c * dim < centroids.length; c++) {
      const distance = squaredDistance(rowOf(data, i, dim), rowOf(centroids, c, dim));
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    inertia += least;
    if (assignment[i] !== nearest) moved++;
    assignment[i] = nearest;
  }
  return { inertia, moved };
}

function rowOf(data: Float32Array, row: number, dim: number): Float32Array {
  return data.subarray(row * dim, (row + 1) * dim);
}

/** In the documented order of summation, without which exact ties would fall otherwise. */
function squaredDistance(a: Float32Array, b: Float32Array): number {
  const sums = new Float64Array(8);
  a.forEach((value, i) => {
    const difference = value - (b[i] ?? 0);
    sums[i % 8] = (sums[i % 8] ?? 0) + difference * difference;
  });
  return sums.reduce((total, sum) => total + sum);
}

/** Writes the means and returns the clusters without rows, which keep their centroid. */
function updateMeans({ data, rows, dim }: Matrix, assignment: Int32Array, centroids: Float32Array): number[] {
  const empty: number[] = [];
  for (let c = 0; c * dim < centroids.length; c++) {
    const sums = new Float64Array(dim);
    let size = 0;
    for (let i = 0; i < rows; i++) {
      if (assignment[i] !== c) continue;
      size++;
      rowOf(data, i, dim).forEach((value, j) => {
        sums[j] = (sums[j] ?? 0) + value;
      });
    }
    if (size === 0) empty.push(c);
    else
      centroids.set(
        sums.map((sum) => sum / size),
        c * dim,
      );
  }
  return empty;
}

function kmeansPlusPlus(points: Matrix, clusters: number, uniform: () => number): Float32Array {
  const { rows, dim } = points;
  const centroids = new Float32Array(clusters * dim);
  const distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const below = () => Math.floor(uniform() * rows);
  takeRow(points, below(), centroids, 0, distances);
  for (let c = 1; c < clusters; c++) {
    const picked = pick(distances, uniform);
    takeRow(points, picked < rows ? picked : below(), centroids, c, distances);
  }
  return centroids;
}

/** Row `picked` becomes a centroid, and no row is farther from its nearest than from this one. */
function takeRow(
  { data, dim }: Matrix,
  picked: number,
  centroids: Float32Array,
  c: number,
  distances: Float64Array,
) {
  const row = rowOf(data, picked, dim);
  centroids.set(row, c * dim);
  distances.forEach((distance, i) => {
    distances[i] = Math.min(distance, squaredDistance(rowOf(data, i, dim), row));
  });
}

/** A row with probability proportional to its distance, or their number when all are zero. */
function pick(distances: Float64Array, uniform: () => number): number {
  const total = distances.reduce((sum, distance) => sum + distance, 0);
  if (total === 0) return distances.length;
  let remaining = uniform() * total;
  let picked = distances.length;
  for (const [i, distance] of distances.entries()) {
    if (distance === 0) continue;
    picked = i;
    if (remaining < distance) break;
    remaining -= distance;
  }
  return picked;
}

/** xoshiro256** with its state from splitmix64; uniform in [0, 1). */
function xoshiro256(seed: number): () => number {
  const word = (value: bigint) => BigInt.asUintN(64, value);
  const rotate = (x: bigint, bits: bigint) => word((x << bits) | (x >> (64n - bits)));
  let state = BigInt(seed);
  const splitmix = () => {
    state = word(state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = word((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = word((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  return () => {
    const result = word(rotate(word(b * 5n), 7n) * 9n);
    const t = word(b << 17n);
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 45n);
    return Number(result >> 11n) / 2 ** 53;
  };
}
