import { assign, type Matrix } from '@clusterboard/clustering';
import { describe, expect, it } from 'vitest';
import { goldenDraws } from '../golden-draws.ts';
import { paper2020 } from '../protocol/protocols.ts';
import { Random } from '../random.ts';
import { miniBatchKmeans } from './mini-batch-kmeans.ts';
import { RunningCentroids } from './running-centroids.ts';

const dim = 3;

function rowsOf(count: number, seed: number): Matrix {
  const draw = goldenDraws(seed);
  return { data: Float32Array.from({ length: count * dim }, draw), rows: count, dim };
}

const run = (points: Matrix, threads: number, signal?: AbortSignal) =>
  miniBatchKmeans(
    points,
    { ...paper2020, epochs: 5, leastBatch: 64 },
    { clusters: 6, seed: 1, threads, onIteration: () => {}, ...(signal ? { signal } : {}) },
  );

describe('miniBatchKmeans', () => {
  it('gives the same bits for any number of threads, and others for another seed', async () => {
    const points = rowsOf(500, 1);
    const one = await run(points, 1);
    expect(await run(points, 3)).toEqual(one);
    const other = await miniBatchKmeans(
      points,
      { ...paper2020, epochs: 5, leastBatch: 64 },
      { clusters: 6, seed: 2, onIteration: () => {} },
    );
    expect(other.centroids).not.toEqual(one.centroids);
  });

  it('assigns every row to the nearest of the centroids that it returns', async () => {
    const points = rowsOf(500, 2);
    const { centroids, assignment, inertia, iterations, converged } = await run(points, 2);
    expect(await assign(points, { data: centroids, rows: 6, dim })).toEqual({ assignment, inertia });
    expect({ iterations, converged }).toEqual({ iterations: 5, converged: false });
  });

  it('works where a batch is larger than the data, and where k is', async () => {
    const points = rowsOf(40, 3);
    const options = { clusters: 40, seed: 0, onIteration: () => {} };
    const { inertia } = await miniBatchKmeans(points, { ...paper2020, epochs: 2 }, options);
    expect(inertia).toBe(0);
  });

  it('stops when it is told to', async () => {
    await expect(run(rowsOf(500, 4), 2, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('RunningCentroids', () => {
  const batchOf = (...values: number[]): Matrix => ({
    data: Float32Array.from(values),
    rows: values.length,
    dim: 1,
  });
  const start = (...values: number[]) => batchOf(...values);

  it('are means of all rows that they were given, batch after batch', () => {
    const running = new RunningCentroids(start(100, -7), 0);
    running.add(batchOf(1, 2), Int32Array.of(0, 0));
    expect([...running.centroids.data]).toEqual([1.5, -7]);
    running.add(batchOf(6, 4), Int32Array.of(0, 1));
    expect([...running.centroids.data]).toEqual([3, 4]);
  });

  it('re-seed an empty cluster at a row of the batch, weighing as much as the smallest of the others', () => {
    const running = new RunningCentroids(start(0, 50, 90), 0.01);
    const batch = batchOf(1, 1, 1, 9);
    running.add(batch, Int32Array.of(0, 0, 0, 1));
    running.restartSmall(batch, Random.seeded(0));
    expect(running.restarted).toBe(1);
    expect([...batch.data]).toContain(running.centroids.data[2]);
    const before = running.centroids.data[2] ?? Number.NaN;
    running.add(batchOf(21), Int32Array.of(2));
    expect(running.centroids.data[2]).toBe((before + 21) / 2);
  });

  it('leave clusters that are large enough alone', () => {
    const running = new RunningCentroids(start(0, 50), 0.01);
    const batch = batchOf(...Array.from({ length: 100 }, () => 1));
    running.add(
      batch,
      Int32Array.from({ length: 100 }, (_, i) => (i === 0 ? 1 : 0)),
    );
    running.restartSmall(batch, Random.seeded(0));
    expect(running.restarted).toBe(0);
  });
});
