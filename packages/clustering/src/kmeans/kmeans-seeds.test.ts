import { describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { kmeans } from './kmeans.ts';
import { kmeansSeeds } from './kmeans-seeds.ts';

const points = generateMatrix(3000, 20, 9);
const seeds = [7, 0, 2 ** 40, 7];

describe.each([
  ['side by side', 5],
  ['in turn', 40],
])('seeds %s', (_, clusters) => {
  it('give what each gives alone, in the order of the seeds, whatever the threads', async () => {
    const alone = [];
    for (const seed of seeds) alone.push(await kmeans(points, { clusters, seed, maxIterations: 4 }));
    for (const threads of [1, 2, 3, 8]) {
      expect(await kmeansSeeds(points, { clusters, seeds, maxIterations: 4, threads })).toEqual(alone);
    }
  });

  it('report the iterations of each', async () => {
    const seen = seeds.map((): number[] => []);
    const onProgress = (index: number, { iteration }: { iteration: number }) => seen[index]?.push(iteration);
    const results = await kmeansSeeds(points, { clusters, seeds, maxIterations: 3, threads: 2, onProgress });
    for (const [index, { iterations }] of results.entries()) {
      expect(seen[index]).toEqual(Array.from({ length: iterations + 1 }, (_, i) => i));
    }
  });

  it('tell of each result once, when it is there', async () => {
    const ended: number[] = [];
    const open = new Set<number>();
    const results = await kmeansSeeds(points, {
      clusters,
      seeds,
      maxIterations: 3,
      threads: 2,
      onProgress: (index) => open.add(index),
      onResult: (index, { iterations }) => {
        expect(open.has(index)).toBe(true);
        expect(iterations).toBeGreaterThan(0);
        ended.push(index);
      },
    });
    expect(ended.toSorted()).toEqual([...results.keys()]);
  });

  it('stop together: at a signal, and when the listener of one throws', async () => {
    const stop = new AbortController();
    const options = { clusters, seeds, threads: 2, maxIterations: 1_000_000 };
    const aborted = kmeansSeeds(points, { ...options, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const fault = new Error('listener');
    const onProgress = () => {
      throw fault;
    };
    await expect(kmeansSeeds(points, { ...options, onProgress })).rejects.toBe(fault);
  });
});

it('refuses a bad seed before any run, and no seeds are no runs', async () => {
  let runs = 0;
  const onProgress = () => {
    runs++;
  };
  const bad = kmeansSeeds(points, { clusters: 5, seeds: [1, -1], onProgress });
  await expect(bad).rejects.toMatchObject({ code: 'SEED' });
  expect(runs).toBe(0);
  expect(await kmeansSeeds(points, { clusters: 5, seeds: [] })).toEqual([]);
});
