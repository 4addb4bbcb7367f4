/**
 * Five seeds on the same rows: one after the other on two threads, against two at once on one thread each; turn
 * by turn, medians. kmeansSeeds() does for each number of clusters what is faster here.
 */
import { kmeans, type Matrix } from '@clusterboard/clustering';
import pMap from 'p-map';
import { fourEncoderFeatures, simclrFeatures } from './features/example-features.ts';
import { type Benchmark, median, type Row } from './report.ts';

const seeds = [0, 1, 2, 3, 4];
const maxIterations = 30;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function inTurn(points: Matrix, clusters: number): Promise<void> {
  for (const seed of seeds) await kmeans(points, { clusters, seed, maxIterations, threads: 2 });
}

async function sideBySide(points: Matrix, clusters: number): Promise<void> {
  const run = (seed: number) => kmeans(points, { clusters, seed, maxIterations, threads: 1 });
  await pMap(seeds, run, { concurrency: 2 });
}

async function compare(points: Matrix, clusters: number, repeats: number): Promise<Row> {
  const turn: number[] = [];
  const side: number[] = [];
  for (let i = 0; i < repeats; i++) {
    turn.push(await timed(() => inTurn(points, clusters)));
    side.push(await timed(() => sideBySide(points, clusters)));
  }
  const ratios = turn.map((seconds, i) => seconds / (side[i] ?? Number.NaN));
  return {
    rows: points.rows,
    dim: points.dim,
    k: clusters,
    'in turn, s': median(turn),
    'side by side, s': median(side),
    ratio: median(ratios),
  };
}

export const measure: Benchmark = async () => {
  const narrow = await simclrFeatures();
  const wide = await fourEncoderFeatures();
  return [
    await compare(narrow, 10, 9),
    await compare(wide, 10, 7),
    await compare(narrow, 100, 7),
    await compare(wide, 1000, 1),
  ];
};
