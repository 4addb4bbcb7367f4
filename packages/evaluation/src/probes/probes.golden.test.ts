import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Matrix } from '@clusterboard/clustering';
import { importDigits, type PackSplit } from '@clusterboard/datasets';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../golden/digits-probes.golden.json' with { type: 'json' };
import { knnProbe } from './knn-probe.ts';
import { linearProbe, type ProbeInput } from './linear-probe.ts';
import { fitLogistic, predictLogistic } from './logistic-regression.ts';
import { principalAxes } from './principal-axes.ts';

let input: ProbeInput;
let testLabels: Uint16Array;

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clusterboard-probes-'));
  const pack = await importDigits(directory);
  if (!pack.ok) throw new Error(pack.problem.message);
  const features = async ({ count, imageBytes, imagesPath }: PackSplit): Promise<Matrix> => {
    const images = await readFile(imagesPath);
    return { data: Float32Array.from(images, (value) => value / 255), rows: count, dim: imageBytes };
  };
  input = {
    train: await features(pack.value.train),
    trainLabels: await pack.value.train.readLabels(),
    test: await features(pack.value.test),
    classCount: 10,
  };
  testLabels = await pack.value.test.readLabels();
  await rm(directory, { recursive: true });
});

const accuracyOf = (predicted: ArrayLike<number>) =>
  testLabels.reduce((sum, label, i) => sum + (label === predicted[i] ? 1 : 0), 0) / testLabels.length;

const differing = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one).filter((label, i) => label !== other[i]).length;

describe('probes against scikit-learn, on the pixels of digits', () => {
  it('vote as KNeighborsClassifier does', async () => {
    const predicted = await knnProbe(input);
    expect([...predicted]).toEqual(golden.knn.predicted);
    expect(accuracyOf(predicted)).toBeCloseTo(golden.knn.accuracy, 12);
  });

  it.each(golden.linear)('find the minimum of LogisticRegression: penalty $penalty', async (expected) => {
    const { train, test, variance } = await principalAxes(input.train, input.test, {});
    const labels = Int32Array.from(input.trainLabels);
    const data = { train, variance, labels, classes: 10, limits: {} };
    const rows = Int32Array.from({ length: train.rows }, (_, row) => row);
    const start = new Float64Array(10 * (train.dim + 1));
    const schedule = { maxIterations: 1000, tolerance: 1e-9 };
    const found = await fitLogistic(data, rows, expected.penalty, start, schedule);
    expect(found.value / expected.objective).toBeCloseTo(1, 4);
    const predicted = await predictLogistic(data, found.at, test);
    expect(differing(predicted, expected.predicted)).toBeLessThanOrEqual(1);
  });

  it('choose a penalty, and come within an image or two of scikit-learn at it', async () => {
    const probe = await linearProbe(input);
    const expected = golden.linear.find(({ penalty }) => penalty === probe.penalty);
    expect(Math.abs(accuracyOf(probe.predicted) - (expected?.accuracy ?? 0))).toBeLessThanOrEqual(
      2 / testLabels.length,
    );
    expect(probe.heldOutCount).toBeGreaterThan(0.09 * input.train.rows);
    const best = Math.max(...probe.tried.map(({ heldOutAccuracy }) => heldOutAccuracy));
    expect(probe.tried.find(({ heldOutAccuracy }) => heldOutAccuracy === best)?.penalty).toBe(probe.penalty);
  });
});
