/**
 * k-means at ImageNet's size: five seeds over 1,280,000 × 256 with k = 1000, to convergence or 30
 * iterations, 2 threads; and how the time of one seed grows with rows, clusters and columns, each doubled
 * in turn (CPU seconds tell growth on a machine that does other work too). The rows are Fashion-MNIST's
 * images and shifted copies of them (features/pixel-features.ts).
 */
import { kmeans, type Matrix } from '@clusterboard/clustering';
import { pixelFeatures } from './features/pixel-features.ts';
import type { Benchmark, Row } from './report.ts';

const iterations = 30;
const threads = 2;
const rows = 1_280_000;

const firstRows = ({ data, dim }: Matrix, count: number): Matrix => ({
  data: data.subarray(0, count * dim),
  rows: count,
  dim,
});

function firstColumns({ data, rows: count, dim }: Matrix, width: number): Matrix {
  const narrow = new Float32Array(count * width);
  for (let i = 0; i < count; i++) narrow.set(data.subarray(i * dim, i * dim + width), i * width);
  return { data: narrow, rows: count, dim: width };
}

async function run(what: string, points: Matrix, clusters: number, seeds: readonly number[]): Promise<Row> {
  const began = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  for (const seed of seeds) {
    const found = await kmeans(points, { clusters, seed, maxIterations: iterations, threads });
    done += found.iterations;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return {
    what,
    rows: points.rows,
    dim: points.dim,
    k: clusters,
    seeds: seeds.length,
    iterations: done,
    seconds,
    'CPU seconds': (user + system) / 1e6,
    'peak memory MiB': Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export const measure: Benchmark = async (note) => {
  const all = await pixelFeatures(rows);
  const table: Row[] = [];
  const add = async (...settings: Parameters<typeof run>) => {
    note(`${settings[0]}: ${settings[1].rows} × ${settings[1].dim}, k = ${settings[2]}`);
    table.push(await run(...settings));
  };
  // First, for the peak of the process's memory to be its own.
  await add('all', all, 1000, [0, 1, 2, 3, 4]);
  for (const count of [160_000, 320_000, 640_000, rows]) await add('rows', firstRows(all, count), 1000, [0]);
  const some = firstRows(all, 160_000);
  for (const clusters of [250, 500, 1000, 2000]) await add('clusters', some, clusters, [0]);
  for (const width of [64, 128, 256]) await add('columns', firstColumns(some, width), 1000, [0]);
  return table;
};
