import type { Matrix } from '@clusterboard/clustering';
import { expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { goldenDraws } from '../golden-draws.ts';
import { strict1 } from '../protocol/protocols.ts';
import { evaluationViewsSchema } from './view-schema.ts';
import { computeViews } from './views.ts';

const classCount = 3;
const dim = 4;

function split(rows: number, seed: number): { points: Matrix; labels: Uint16Array } {
  const draw = goldenDraws(seed);
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % classCount);
  const data = Float32Array.from({ length: rows * dim }, (_, i) => {
    const row = Math.floor(i / dim);
    return (i % dim === row % classCount ? 6 : 0) + draw();
  });
  return { points: { data, rows, dim }, labels };
}

it('shows the clusters of one run, on the test images', async () => {
  const train = split(120, 1);
  const test = split(60, 2);
  const result = await evaluate({
    train: train.points,
    trainLabels: train.labels,
    test: test.points,
    testLabels: test.labels,
    classCount,
    protocol: { ...strict1, over: 4 / 3, seeds: [4, 7, 9] },
  });
  if (!result.ok) throw new Error(result.problem.message);
  const { report, artefacts } = result.value;
  const views = await computeViews(result.value, test.labels);
  expect(evaluationViewsSchema.parse(JSON.parse(JSON.stringify(views)))).toEqual(views);

  const shown = report.runs.find(({ seed }) => seed === views.seed);
  const run = artefacts.runs.find(({ seed }) => seed === views.seed);
  expect(report.runs.map(({ scores }) => scores.acc).sort()[1]).toBe(shown?.scores.acc);
  const { contingency, clusters, map } = views;
  expect(clusters.map(({ cluster }) => cluster)).toEqual(contingency.clusters);
  const onDiagonal = contingency.cellCount.filter(
    (_, i) => contingency.cellClass[i] === contingency.matched[contingency.cellColumn[i] ?? -1],
  );
  expect(onDiagonal.reduce((sum, count) => sum + count, 0) / 60).toBeCloseTo(
    shown?.scores.acc ?? Number.NaN,
    12,
  );
  for (const { cluster, size, nearest, nearestClasses } of clusters) {
    expect(nearestClasses).toEqual(nearest.map((image) => test.labels[image]));
    expect(nearest).toHaveLength(Math.min(12, size));
    expect(nearest.every((image) => run?.testAssignment[image] === cluster)).toBe(true);
  }
  expect(map?.classes).toEqual(map?.images.map((image) => test.labels[image]));
  expect(map?.clusters).toEqual(map?.images.map((image) => run?.testAssignment[image]));
});
