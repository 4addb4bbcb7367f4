import type { Matrix } from '@clusterboard/clustering';
import { describe, expect, it } from 'vitest';
import { finish } from '../cooperative.ts';
import { goldenDraws } from '../golden-draws.ts';
import { ImageResamples } from '../intervals/image-resamples.ts';
import { holdOut } from './hold-out.ts';
import { knnProbe } from './knn-probe.ts';
import { linearProbe } from './linear-probe.ts';
import { minimise } from './minimise.ts';
import { computeProbes, measureProbes } from './probes.ts';
import { standardisationOf } from './standardisation.ts';

const dim = 5;

function blobs(rows: number, seed: number, classCount = 3): { points: Matrix; labels: Int32Array } {
  const draw = goldenDraws(seed);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
  const data = Float32Array.from({ length: rows * dim }, (_, i) => {
    const row = Math.floor(i / dim);
    return (i % dim === row % classCount ? 1.5 : 0) + draw() * 2;
  });
  return { points: { data, rows, dim }, labels };
}

const [train, test] = [blobs(300, 1), blobs(150, 2)];
const given = {
  train: train.points,
  trainLabels: train.labels,
  test: test.points,
  testLabels: test.labels,
  classCount: 3,
  resamples: 100,
};

describe('probes', () => {
  it('are the same for any number of threads', async () => {
    expect(await computeProbes({ ...given, threads: 1 })).toEqual(
      await computeProbes({ ...given, threads: 2 }),
    );
  });

  it('do not care for the scale and place of a column, where they are linear', async () => {
    const moved = ({ data, rows }: Matrix): Matrix => ({
      data: data.map((value, i) => (i % dim === 2 ? 1000 + 64 * value : value)),
      rows,
      dim,
    });
    const probe = await linearProbe(given);
    const again = await linearProbe({ ...given, train: moved(given.train), test: moved(given.test) });
    expect(again.predicted).toEqual(probe.predicted);
    expect(again.penalty).toBe(probe.penalty);
  });

  it('live with columns that do not vary, and with fewer rows than columns', async () => {
    const flat = ({ data, rows }: Matrix): Matrix => ({
      data: data.map((value, i) => (i % dim === 4 ? 7 : value)),
      rows,
      dim,
    });
    const probe = await linearProbe({ ...given, train: flat(given.train), test: flat(given.test) });
    expect(probe.weights.every(Number.isFinite)).toBe(true);
    const few = { ...given, train: { ...given.train, rows: 3, data: given.train.data.slice(0, 3 * dim) } };
    const { knn, linear } = await computeProbes({ ...few, trainLabels: [0, 1, 2] });
    expect(knn.neighbours).toBe(3);
    expect(linear).toMatchObject({ heldOutCount: 0, tried: [], penalty: 1 });
    expect(linear.accuracy).toBeGreaterThan(0.5);
  });

  it('weigh near votes more: one that is close outvotes two that are not', async () => {
    const votes = {
      ...given,
      train: { data: Float32Array.of(1, 0, 0.5, 1, 0.5, 1), rows: 3, dim: 2 },
      trainLabels: [2, 1, 1],
      test: { data: Float32Array.of(1, 0.05), rows: 1, dim: 2 },
    };
    expect([...(await knnProbe(votes))]).toEqual([2]);
  });

  it('stop when their signal aborts', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const probes = computeProbes({
      ...given,
      signal: stop.signal,
      onProbe: (done) => {
        seen.push(done);
        if (done === 1) stop.abort();
      },
    });
    await expect(probes).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([0, 1]);
  });
});

it('intervals of probes draw the images that those of scores draw', () => {
  const labels = [0, 1, 1, 0, 1, 0, 1, 1];
  const predicted = Int32Array.of(0, 1, 0, 0, 0, 0, 1, 1);
  const [measured] = finish(measureProbes(labels, [predicted], 40));
  const images = new ImageResamples(8);
  const shares = Array.from({ length: 40 }, () =>
    images.next().reduce((sum, times, i) => sum + (predicted[i] === labels[i] ? times : 0), 0),
  ).map((hits) => hits / 8);
  const shift = 0.75 - shares.reduce((sum, share) => sum + share, 0) / 40;
  const sorted = shares.map((share) => share + shift).sort((a, b) => a - b);
  expect(measured?.accuracy).toBe(0.75);
  expect(measured?.interval.low).toBeCloseTo(Math.max(0, sorted[1] ?? 0), 6);
  expect(measured?.interval.high).toBeCloseTo(Math.min(1, sorted[38] ?? 0), 6);
});

describe('what is held out', () => {
  it('is a tenth of each class, and fits nothing', () => {
    const labels = Int32Array.from({ length: 1000 }, (_, row) =>
      row % 10 === 0 ? 1 : row % 7 === 0 ? 2 : 0,
    );
    const { fit, held } = holdOut(labels, 3, 5000);
    expect([...fit, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, row) => row));
    for (const label of [0, 1, 2]) {
      const count = labels.filter((other) => other === label).length;
      expect(held.filter((row) => labels[row] === label)).toHaveLength(Math.round(count / 10));
    }
    expect(holdOut(labels, 3, 5000)).toEqual({ fit, held });
  });

  it('spares a row of each class that has two, and none of one that has one', () => {
    const { fit, held } = holdOut([0, 1, 1, 2, 2, 2], 4, 100);
    expect([fit.length, held.length]).toEqual([4, 2]);
    expect([...fit]).toContain(0);
  });

  it('comes of a part of many rows', () => {
    const labels = Int32Array.from({ length: 10_000 }, (_, row) => row % 4);
    const { fit, held } = holdOut(labels, 4, 1000);
    expect([fit.length, held.length]).toEqual([900, 100]);
  });
});

describe('minimise', () => {
  const rosenbrock = async ([x = 0, y = 0]: Float64Array) => ({
    value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
  });

  it('finds the bottom of a narrow valley, and leaves its start alone', async () => {
    const start = Float64Array.of(-1.2, 1);
    const found = await minimise(rosenbrock, start, { maxIterations: 200, tolerance: 0 });
    expect(found.at[0]).toBeCloseTo(1, 6);
    expect(found.at[1]).toBeCloseTo(1, 6);
    expect(found).toMatchObject({ converged: true });
    expect([...start]).toEqual([-1.2, 1]);
  });

  it('ends where it must, and says so', async () => {
    const found = await minimise(rosenbrock, Float64Array.of(-1.2, 1), { maxIterations: 3, tolerance: 0 });
    expect(found).toMatchObject({ iterations: 3, converged: false });
    const flat = async (at: Float64Array) => ({ value: 1, gradient: new Float64Array(at.length) });
    const still = await minimise(flat, new Float64Array(2), { maxIterations: 9, tolerance: 0 });
    expect(still).toMatchObject({ iterations: 0, converged: true });
  });
});

it('standardises far from zero, and takes rounding for no spread', () => {
  const data = Float32Array.from({ length: 400 }, (_, i) =>
    i % 2 === 0 ? 1000 + (i % 4) / 2 : 1e6 + (i % 4 === 1 ? 0.0625 : 0),
  );
  const { mean, scale } = finish(standardisationOf({ data, rows: 200, dim: 2 }));
  expect(mean[0]).toBeCloseTo(1000.5, 3);
  expect(scale[0]).toBeCloseTo(2, 5);
  expect(scale[1]).toBe(0);
});
