import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { AbortError } from '../run-job.ts';
import { assign } from './assign.ts';
import { type KmeansOptions, type KmeansProgress, kmeans } from './kmeans.ts';
import { naiveAssign, naiveKmeans } from './naive-kmeans.ts';

/** What values look like: each stresses another part of the arithmetic. */
const textures: Record<string, (u: number) => number> = {
  spread: (u) => u - 0.5,
  'few integers, so that rows repeat and distances tie': (u) => Math.floor(u * 3),
  'one value': () => 0.1,
  'far from zero': (u) => 1e3 + u,
  'so far from zero that only rounding tells rows apart': (u) => 1e6 + Math.floor(u * 4) / 8,
  'squares overflow float32': (u) => (u - 0.5) * 1e25,
  'squares underflow float32': (u) => (u - 0.5) * 1e-25,
  'two scales': (u) => (u < 0.5 ? u * 1e-3 : u * 1e3),
};

const cases = fc.record({
  rows: fc.integer({ min: 1, max: 90 }),
  dim: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(7, 8, 9, 15, 16, 17, 31, 33)),
  share: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  seed: fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER)),
  texture: fc.constantFrom(...Object.keys(textures)),
  maxIterations: fc.constantFrom(0, 1, 3, 100),
  threads: fc.integer({ min: 1, max: 4 }),
});

/** Everything to the last bit; the inertia up to the order in which rows are summed. */
async function expectAsNaive(points: Matrix, options: KmeansOptions) {
  const expected = naiveKmeans(points, options);
  const result = await kmeans(points, options);
  expect({ ...result, inertia: 0 }).toEqual({ ...expected, inertia: 0 });
  expect(Math.abs(result.inertia - expected.inertia)).toBeLessThanOrEqual(1e-12 * expected.inertia);
  return result;
}

describe('kmeans', () => {
  it('equals the naive k-means on generated cases', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows, dim, share, texture, ...options }) => {
        const points = generateMatrix(rows, dim, options.seed, textures[texture]);
        await expectAsNaive(points, { ...options, clusters: 1 + Math.round(share * (rows - 1)) });
      }),
      { numRuns: 600, seed: 20200825 },
    );
  });

  it.each([
    [1023, 5, 15],
    [1024, 8, 16],
    [1025, 17, 17],
    [2049, 16, 33],
    [300, 64, 129],
    [500, 200, 20],
  ])(
    'equals the naive k-means around block sizes: %i rows of %i, %i clusters',
    async (rows, dim, clusters) => {
      await expectAsNaive(generateMatrix(rows, dim, rows), {
        clusters,
        seed: 7,
        maxIterations: 8,
        threads: 2,
      });
    },
  );

  it('starts as the naive k-means++ where sketches of the rows stand for them', async () => {
    const wide = fc.constantFrom(47, 48, 49, 64, 191, 192, 193, 256, 259);
    await fc.assert(
      fc.asyncProperty(cases, wide, async ({ rows, share, texture, seed, threads }, dim) => {
        const points = generateMatrix(rows, dim, seed, textures[texture]);
        const clusters = 1 + Math.round(share * (rows - 1));
        await expectAsNaive(points, { clusters, seed, threads, maxIterations: 0 });
      }),
      { numRuns: 200, seed: 20200825 },
    );
  });

  it('fills clusters that the given start leaves empty, and leaves that start as it is', async () => {
    const points = generateMatrix(200, 4, 3);
    const initialCentroids = new Float32Array(20).fill(100);
    initialCentroids.set(points.data.subarray(0, 8));
    const result = await expectAsNaive(points, { clusters: 5, seed: 5, initialCentroids });
    expect(result).toMatchObject({ reseeded: 3, converged: true });
    expect(new Set(result.assignment).size).toBe(5);
    expect(initialCentroids.subarray(8)).toEqual(new Float32Array(12).fill(100));
  });

  it('leaves clusters empty only where there are fewer distinct rows', async () => {
    const points = { data: Float32Array.of(1, 1, 1, 5, 5, 5), rows: 6, dim: 1 };
    const result = await expectAsNaive(points, { clusters: 4, seed: 1 });
    expect(result).toMatchObject({ inertia: 0, converged: true, reseeded: 0 });
  });

  it('gives the same bits for every number of threads, and others for another seed', async () => {
    const points = generateMatrix(20_000, 24, 11);
    const run = (seed: number, threads: number) =>
      kmeans(points, { clusters: 40, seed, maxIterations: 6, threads });
    const one = await run(1, 1);
    expect(await run(1, 2)).toEqual(one);
    expect(await run(1, 4)).toEqual(one);
    expect((await run(2, 1)).centroids).not.toEqual(one.centroids);
  });

  it('reports every iteration in order, and the last one is the result', async () => {
    const seen: KmeansProgress[] = [];
    const points = generateMatrix(3000, 6, 2);
    const result = await kmeans(points, {
      clusters: 9,
      seed: 0,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: result.iterations + 1 }, (_, i) => i),
    );
    expect(seen[0]?.moved).toBe(3000);
    expect(seen.at(-1)).toEqual({ iteration: result.iterations, inertia: result.inertia, moved: 0 });
    for (const [i, { inertia }] of seen.slice(1).entries())
      expect(inertia).toBeLessThanOrEqual(seen[i]?.inertia ?? 0);
  });

  it('stops in mid-run when its signal aborts', async () => {
    const stop = new AbortController();
    const reason = new Error('no longer wanted');
    const run = kmeans(generateMatrix(50_000, 32, 4), {
      clusters: 300,
      seed: 0,
      maxIterations: 1_000_000,
      signal: stop.signal,
      onProgress: () => stop.abort(reason),
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: reason });
  });

  it('does not start under a signal that has aborted', async () => {
    const onProgress = vi.fn();
    const signal = AbortSignal.abort();
    const run = kmeans(generateMatrix(10, 2, 1), { clusters: 2, seed: 0, signal, onProgress });
    await expect(run).rejects.toBeInstanceOf(AbortError);
    expect(onProgress).not.toHaveBeenCalled();
  });

  it('stops and rejects with what onProgress throws', async () => {
    const fault = new Error('listener');
    const onProgress = () => {
      throw fault;
    };
    const points = generateMatrix(20_000, 16, 4);
    await expect(kmeans(points, { clusters: 100, seed: 0, onProgress })).rejects.toBe(fault);
  });
});

describe('assign', () => {
  it('equals the comparison with every centroid, ties to the lowest index', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.integer({ min: 1, max: 70 }), async (generated, clusters) => {
        const { rows, dim, seed, threads } = generated;
        const points = generateMatrix(rows, dim, seed, textures[generated.texture]);
        const centroids = generateMatrix(clusters, dim, seed + 1, textures[generated.texture]);
        const expected = new Int32Array(rows);
        const { inertia } = naiveAssign(points, centroids.data, expected);
        const result = await assign(points, centroids, { threads });
        expect(result.assignment).toEqual(expected);
        expect(Math.abs(result.inertia - inertia)).toBeLessThanOrEqual(1e-12 * inertia);
      }),
      { numRuns: 300, seed: 20200825 },
    );
  });

  it('gives the assignment and inertia of a k-means result back, to the bit', async () => {
    const points = generateMatrix(5000, 20, 6);
    const result = await kmeans(points, { clusters: 30, seed: 3, maxIterations: 4 });
    expect(result.converged).toBe(false);
    const again = await assign(points, { data: result.centroids, rows: 30, dim: 20 });
    expect(again).toEqual({ assignment: result.assignment, inertia: result.inertia });
  });
});
