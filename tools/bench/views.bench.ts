/**
 * What probes and views cost beside the evaluation itself, on Fashion-MNIST's features of one example encoder:
 * seconds, processor seconds, how long the event loop was held at most, and bytes as JSON. Then a part of
 * the probes at ImageNet's dimensions, and the agreement of two entries.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { logisticLoss, nearestByCosine } from '@clusterboard/clustering';
import { assignmentAgreement, computeViews, evaluate, strict1 } from '@clusterboard/evaluation';
import { encodedFashionMnist } from './features/encoded-splits.ts';
import { uniformRows } from './features/example-features.ts';
import type { Benchmark, Row } from './report.ts';

async function timed<T>(what: string, work: () => Promise<T>): Promise<{ row: Row; made: T }> {
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  const before = process.cpuUsage();
  const began = performance.now();
  const made = await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  held.disable();
  const row = {
    what,
    seconds,
    'processor seconds': (user + system) / 1e6,
    'event loop held, ms': Math.round(held.max / 1e6),
  };
  return { row, made };
}

const draws = (count: number, groups: number, factor: number) =>
  Int32Array.from({ length: count }, (_, i) => (Math.imul(i, factor) >>> 8) % groups);

export const measure: Benchmark = async (note) => {
  const features = await encodedFashionMnist('simclr');
  const rows: Row[] = [];
  note('the evaluation, without probes and with them');
  const given = { ...features, protocol: strict1 };
  const plain = await timed('strict-1 without probes', () => evaluate({ ...given, probes: false }));
  const whole = await timed('strict-1 with probes', () => evaluate(given));
  if (!whole.made.ok) throw new Error(whole.made.problem.message);
  const evaluation = whole.made.value;
  note('views');
  const views = await timed('views', () => computeViews(evaluation, features.testLabels));
  const bytes = (value: unknown) => JSON.stringify(value).length;
  rows.push(plain.row, whole.row, { ...views.row, 'bytes as JSON': bytes(views.made) });
  rows.push({ what: 'of them the map', 'bytes as JSON': bytes(views.made.map) });

  note('parts of the probes at 2048 dimensions and 1000 classes');
  const [count, dim, classes] = [20_000, 2048, 1000];
  const points = await uniformRows(count, dim);
  const model = {
    classes,
    mean: new Float32Array(dim),
    scale: new Float32Array(dim).fill(1),
    weights: new Float64Array(classes * (dim + 1)),
  };
  const labels = draws(count, classes, 40503);
  const pass = await timed('one pass of logistic loss, 20,000 × 2048', () =>
    logisticLoss(points, labels, model),
  );
  const queries = { data: points.data.subarray(0, 256 * dim), rows: 256, dim };
  const found = await timed('cosine neighbours of 256 in 20,000 × 2048', () =>
    nearestByCosine(points, queries, 20),
  );
  rows.push(pass.row, found.row);
  for (const [images, groups] of [
    [10_000, 10],
    [50_000, 1000],
  ] as const) {
    const pairs = [[draws(images, groups, 2654435), draws(images, groups, 40503)]] as const;
    const agreed = await timed(`agreement of two, ${images} images, ${groups} clusters`, async () =>
      assignmentAgreement(pairs),
    );
    rows.push(agreed.row);
  }
  return rows;
};
