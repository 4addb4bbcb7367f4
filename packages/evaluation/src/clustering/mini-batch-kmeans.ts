import { assign, kmeans, type Matrix } from '@clusterboard/clustering';
import type { MiniBatchProtocol } from '../protocol/protocol.ts';
import { Random } from '../random.ts';
import type { Clustering, SeedOptions } from './clustering.ts';
import { RunningCentroids } from './running-centroids.ts';

/** Rows of a batch: the least power of two not below k, but at least `leastBatch`. */
const batchSize = ({ leastBatch }: MiniBatchProtocol, clusters: number): number =>
  Math.max(leastBatch, 2 ** Math.ceil(Math.log2(clusters)));

function gather({ data, dim }: Matrix, order: Int32Array): Matrix {
  const batch = new Float32Array(order.length * dim);
  for (let i = 0; i < order.length; i++) {
    const at = (order[i] as number) * dim;
    batch.set(data.subarray(at, at + dim), i * dim);
  }
  return { data: batch, rows: order.length, dim };
}

/**
 * Mini-batch k-means: Sculley, "Web-scale k-means clustering", 2010, with the schedule of scikit-learn's
 * `MiniBatchKMeans.partial_fit`. Each epoch goes through all rows in an order drawn from the run's
 * seed. The start is k-means++ on the first batch; a batch is assigned to the nearest centroids, each
 * of which then moves to the mean of all rows that it was given so far (float64 sums, so that the
 * order of additions is the rows' and threads do not matter). Small clusters are restarted at rows of
 * the batch whenever some cluster has no rows, or ten rows a cluster have passed since the last time.
 */
export async function miniBatchKmeans(
  points: Matrix,
  protocol: MiniBatchProtocol,
  { clusters, seed, onIteration, ...limits }: SeedOptions,
): Promise<Clustering> {
  const random = Random.seeded(seed);
  const order = new Int32Array(points.rows).map((_, row) => row);
  const size = batchSize(protocol, clusters);
  let running: RunningCentroids | undefined;
  for (let epoch = 0; epoch < protocol.epochs; epoch++) {
    onIteration(epoch);
    random.shuffle(order);
    for (let first = 0; first < order.length; first += size) {
      const batch = gather(points, order.subarray(first, first + size));
      running ??= new RunningCentroids(
        await start(batch, clusters, seed, limits),
        protocol.reassignmentRatio,
      );
      const { assignment } = await assign(batch, running.centroids, limits);
      running.add(batch, assignment);
      running.restartSmall(batch, random);
    }
  }
  if (running === undefined) throw new RangeError('no rows to cluster');
  const { centroids, restarted } = running;
  const final = await assign(points, centroids, limits);
  return {
    centroids: centroids.data,
    ...final,
    iterations: protocol.epochs,
    converged: false,
    reseeded: restarted,
  };
}

async function start(
  batch: Matrix,
  clusters: number,
  seed: number,
  limits: Pick<SeedOptions, 'threads' | 'signal'>,
): Promise<Matrix> {
  const { centroids } = await kmeans(batch, { clusters, seed, maxIterations: 0, ...limits });
  return { data: centroids, rows: clusters, dim: batch.dim };
}
