import { componentsToFit, maxDims } from '../clustering/components-to-fit.ts';
import { clusterCount, type Protocol } from '../protocol/protocol.ts';

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

const minDims = 16;
/** In the order in which they matter, should not all be affordable. */
const factors = [2, 1.5, 3, 5, 1.25, 4, 2.5, 1.75];

/** How many of the train rows a point takes: at least so many a cluster, and such a share of all. */
interface Sampling {
  readonly rowsPerCluster: number;
  readonly shareOfRows: number;
}

// The first that leaves nothing out is taken. Fewer rows than these a cluster, and centroids follow single images.
const samplings: readonly Sampling[] = [
  { rowsPerCluster: 128, shareOfRows: 1 / 4 },
  { rowsPerCluster: 64, shareOfRows: 1 / 8 },
  { rowsPerCluster: 32, shareOfRows: 1 / 16 },
];

// Early iterations cost more than late ones, which bounds let skip most distances: at 0.35 of the
// main run's distances, and the test rows of every point, the curves take less than its time.
const share = 0.35;
/** Columns of distances that are computed in some tenth of a second. Below it there is no share to speak of. */
const alwaysAffordable = 5e8;

const rowsFor = (clusters: number, rows: number, { rowsPerCluster, shareOfRows }: Sampling): number =>
  Math.min(rows, Math.max(rowsPerCluster * clusters, Math.ceil(rows * shareOfRows)));

function dimsBelow({ featureDim, dim, rows }: MainRun): number[] {
  const maxDim = Math.min(componentsToFit(featureDim, maxDims), featureDim, rows);
  const dims: number[] = [];
  for (let at = minDims; at < maxDim; at *= 2) dims.push(at);
  return [...dims, maxDim].filter((at) => at !== dim);
}

interface Candidates {
  readonly dims: readonly PlannedPoint[];
  /** In the order in which they matter. */
  readonly clusters: readonly PlannedPoint[];
}

function candidates(main: MainRun, sampling: Sampling): Candidates {
  const { protocol, classCount, rows, dim } = main;
  const counts = [1, ...factors].map((clustersPerClass) =>
    clusterCount({ ...protocol, over: clustersPerClass }, classCount),
  );
  const atDim = (at: number) => ({
    dim: at,
    clusters: main.clusters,
    rows: rowsFor(main.clusters, rows, sampling),
  });
  return {
    dims: dimsBelow(main).map(atDim),
    clusters: [...new Set(counts)]
      .filter((count) => count !== main.clusters && count <= rows)
      .map((count) => ({ dim, clusters: count, rows: rowsFor(count, rows, sampling) })),
  };
}

/** Points need about as many iterations as the main run did; the start costs one more. */
export const expectedIterations = ({ protocol, iterations }: MainRun): number =>
  1 + Math.min(pointIterations, iterations / protocol.seeds.length);

function affordable(main: MainRun, { dims, clusters }: Candidates): CurvePlan {
  const perRun = expectedIterations(main);
  let left = Math.max(share * main.iterations * main.rows * main.dim * main.clusters, alwaysAffordable);
  const afford = (point: PlannedPoint): boolean => {
    const cost = point.rows * point.dim * point.clusters * perRun;
    if (cost > left) return false;
    left -= cost;
    return true;
  };
  const chosen = dims.filter(afford);
  return { dims: chosen, clusters: clusters.filter(afford).sort((a, b) => a.clusters - b.clusters) };
}

const sizeOf = ({ dims, clusters }: Candidates): number => dims.length + clusters.length;

/**
 * The points of both curves beside the main run's own: dimensions 16, 32, 64 … up to the features', at
 * the protocol's k; and 1.25 to 5 clusters a class in the protocol's dimensions. They stay within about
 * a third of the distances that the main run computed, or within what takes some tenth of a second: where
 * not all fit they are given fewer rows, and what does not fit then is left out. Dimensions come first,
 * then the factors 2, 1.5, 3, 5. The plan depends on nothing but the main run.
 */
export function planCurves(main: MainRun): CurvePlan {
  let best: CurvePlan = { dims: [], clusters: [] };
  for (const sampling of samplings) {
    const wanted = candidates(main, sampling);
    const plan = affordable(main, wanted);
    if (sizeOf(plan) > sizeOf(best)) best = plan;
    if (sizeOf(plan) === sizeOf(wanted)) break;
  }
  return best;
}
