/**
 * Whole evaluations of Fashion-MNIST's features of one example encoder under the protocols (the mini-batches
 * with one seed), and with PCA to 64 of 128 dimensions: seconds a stage, what the curves cost beside PCA and k-means, and how long the
 * event loop was held at most.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  type EvaluationProgress,
  evaluate,
  type Protocol,
  paper2020,
  strict1,
  strict1Over,
} from '@clusterboard/evaluation';
import { encodedFashionMnist } from './features/encoded-splits.ts';
import type { Benchmark, Row } from './report.ts';

type Stage = 'checks' | EvaluationProgress['stage'];

async function timeStages(
  features: Awaited<ReturnType<typeof encodedFashionMnist>>,
  protocol: Protocol,
): Promise<Row> {
  const seconds: Record<Stage, number> = {
    checks: 0,
    pca: 0,
    cluster: 0,
    interval: 0,
    curves: 0,
    probes: 0,
    views: 0,
  };
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  let stage: Stage = 'checks';
  let since = performance.now();
  const enter = (next: Stage): void => {
    const now = performance.now();
    seconds[stage] += (now - since) / 1000;
    since = now;
    stage = next;
  };
  const result = await evaluate({ ...features, protocol, onProgress: (progress) => enter(progress.stage) });
  enter('checks');
  held.disable();
  if (!result.ok) throw new Error(result.problem.message);
  const { curves } = result.value.report;
  return {
    protocol: protocol.id,
    seeds: protocol.seeds.length,
    'PCA to': result.value.report.pca.applied ? result.value.report.pca.dim : 'none',
    ...seconds,
    points: (curves?.dims.length ?? 0) + (curves?.clusters.length ?? 0),
    'curves over main': seconds.curves / (seconds.pca + seconds.cluster),
    'event loop held, ms': Math.round(held.max / 1e6),
  };
}

export const measure: Benchmark = async (note) => {
  const features = await encodedFashionMnist('simclr');
  const rows: Row[] = [];
  const tried = [strict1, { ...strict1, pcaDim: 64 }, strict1Over, { ...paper2020, seeds: [0] }];
  for (const protocol of tried) {
    note(`${protocol.id}, ${protocol.seeds.length} seeds`);
    rows.push(await timeStages(features, protocol));
  }
  return rows;
};
