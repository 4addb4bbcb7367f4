import { clusterCount, type Protocol } from '../protocol.ts';

/** One place on a curve: k-means to `clusters` in `dim` principal components, on so many train rows. */
export interface PlannedPoint {
  readonly dim: number;
  readonly clusters: number;
  readonly rows: number;
}

export interface CurvePlan {
  readonly dims: readonly PlannedPoint[];
  readonly clusters: readonly PlannedPoint[];
}

/** What the main run was, and how long it took, counted in iterations. */
export interface MainRun {
  readonly protocol: Protocol;
  readonly classCount: number;
  readonly rows: number;
  readonly featureDim: number;
  /** Dimension that k-means saw. */
  readonly dim: number;
  readonly clusters: number;
  /** Lloyd iterations, or epochs, of all seeds together. */
  readonly iterations: number;
}

/** Lloyd iterations of a point at most: 20 come within a few thousandths of the inertia of 100. */
export const pointIterations = 20;

/** Principal components beyond which no curve goes. */
export const mostDims = 2048;

const leastDims = 16;
/** In the order in which they matter, should not all be affordable. */
const factors = [2, 1.5, 3, 5, 1.25, 4, 2.5, 1.75];
const rowsPerCluster = 128;
const leastShareOfRows = 1 / 4;

// Early iterations cost more than late ones, which bounds let skip most distances: at 0.35 of the
// main run's distances the curves take well under its time.
const share = 0.35;
/** Columns of distances that are computed in a fraction of a second, and never too many. */
const alwaysAffordable = 5e9;

const rowsFor = (clusters: number, rows: number): number =>
  Math.min(rows, Math.max(rowsPerCluster * clusters, Math.ceil(rows * leastShareOfRows)));

function dimsBelow({ featureDim, dim, rows }: MainRun): number[] {
  const most = Math.min(mostDims, featureDim, rows);
  const dims: number[] = [];
  for (let at = leastDims; at < most; at *= 2) dims.push(at);
  return [...dims, most].filter((at) => at !== dim);
}

/**
 * The points of both curves beside the main run's own: dimensions 16, 32, 64 … up to the features', at
 * the protocol's k; and 1.25 to 5 clusters a class in the protocol's dimensions. They stay within about
 * a third of the distances that the main run computed, or within what takes a fraction of a second:
 * what does not fit is left out. Dimensions come first, then the factors 2, 1.5, 3, 5. The plan depends on nothing but the main run.
 */
export function planCurves(main: MainRun): CurvePlan {
  const work = ({ dim, clusters, rows }: PlannedPoint): number =>
    rows * dim * clusters * (1 + pointIterations);
  const mainWork = main.iterations * main.rows * main.dim * main.clusters;
  let left = Math.max(share * mainWork, alwaysAffordable);
  const affordable = (points: readonly PlannedPoint[]): PlannedPoint[] =>
    points.filter((point) => {
      const cost = work(point);
      if (cost > left) return false;
      left -= cost;
      return true;
    });
  const dims = dimsBelow(main).map((dim) => ({
    dim,
    clusters: main.clusters,
    rows: rowsFor(main.clusters, main.rows),
  }));
  const counts = [1, ...factors].map((over) => clusterCount({ ...main.protocol, over }, main.classCount));
  const clusters = [...new Set(counts)]
    .filter((count) => count !== main.clusters && count <= main.rows)
    .map((count) => ({ dim: main.dim, clusters: count, rows: rowsFor(count, main.rows) }));
  const chosen = affordable(dims);
  const rising = affordable(clusters).sort((a, b) => a.clusters - b.clusters);
  return { dims: chosen, clusters: rising };
}
