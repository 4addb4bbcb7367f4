/**
 * k-means against python3-faiss's Kmeans: same rows (max_points_per_centroid lifted), same k-means++
 * start, 20 iterations, 2 threads; the two take turns, medians of three. Both final inertias are those of
 * an exact assignment in float64 to the final centroids.
 */
import { assign, kmeans, type Matrix } from '@clusterboard/clustering';
import { fourEncoderFeatures, simclrFeatures, uniformRows } from './features/example-features.ts';
import { faissPeerIsInstalled, type PeerRun, runFaissPeer } from './peers/faiss-peer.ts';
import { type Benchmark, median, type Row } from './report.ts';

const iterations = 20;
const threads = 2;
const repeats = 3;

type StoredMatrix = Matrix & { readonly path: string };

async function timed<T>(work: () => Promise<T>) {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const used = process.cpuUsage(cpu);
  return { value, seconds: (performance.now() - began) / 1e3, cpu: (used.user + used.system) / 1e6 };
}

async function compare(data: string, points: StoredMatrix, clusters: number, peer: boolean): Promise<Row> {
  const { centroids: start } = await kmeans(points, { clusters, seed: 0, maxIterations: 0, threads });
  const options = { clusters, seed: 0, maxIterations: iterations, threads, initialCentroids: start };
  const ours = [];
  const theirs: PeerRun[] = [];
  for (let i = 0; i < repeats; i++) {
    ours.push(await timed(() => kmeans(points, options)));
    if (peer) theirs.push(runFaissPeer(points, start, { iterations, threads }));
  }
  const seconds = median(ours.map((run) => run.seconds));
  const cpu = median(ours.map((run) => run.cpu));
  const last = ours.at(-1)?.value;
  const row = { data, rows: points.rows, dim: points.dim, k: clusters, seconds, cpu };
  const found = theirs.at(-1);
  if (found === undefined || last === undefined) return row;
  const other = await assign(points, { data: found.centroids, rows: clusters, dim: points.dim });
  const faissSeconds = median(theirs.map((run) => run.seconds));
  const faissCpu = median(theirs.map((run) => run.cpu));
  return {
    ...row,
    'faiss seconds': faissSeconds,
    'faiss cpu': faissCpu,
    'times faster': faissSeconds / seconds,
    'times less cpu': faissCpu / cpu,
    'inertia over faiss': `${((last.inertia / other.inertia - 1) * 100).toFixed(4)}%`,
    'effective GFLOP/s': (2 * points.rows * points.dim * clusters * iterations) / seconds / 1e9,
  };
}

export const measure: Benchmark = async (note) => {
  const peer = faissPeerIsInstalled();
  if (!peer) note('python3-faiss is not installed: nothing to compare with (apt-get install python3-faiss).');
  const [four, simclr, uniform] = [
    await fourEncoderFeatures(),
    await simclrFeatures(),
    await uniformRows(100_000, 256),
  ];
  return [
    await compare('four encoders', four, 1000, peer),
    await compare('SimCLR', simclr, 100, peer),
    await compare('SimCLR', simclr, 10, peer),
    await compare('uniform', uniform, 1000, peer),
  ];
};
