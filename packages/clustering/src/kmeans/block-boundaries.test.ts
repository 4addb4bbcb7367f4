import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { native } from '../native.ts';
import { assign } from './assign.ts';
import { kmeans } from './kmeans.ts';
import { naiveAssign, naiveKmeans } from './naive-kmeans.ts';

/** As native/search_state.cc divides rows; a wrong copy would only move the cases off the boundary. */
const rowsPerBlock = (dim: number): number =>
  Math.min(1020, Math.max(24, Math.floor(2 ** 17 / dim / 12) * 12));

const [best = '', ...others] = native().kernels();
afterAll(() => native().chooseKernel(best));

/** Integers tie often and their sums are exact; the other data stand far from zero, so that the origin moves. */
const textures = { ties: (u: number) => Math.floor(u * 3), 'far from zero': (u: number) => 1e3 + u };

describe.each([best, ...others])('with the %s kernel', (kernel) => {
  it.each([48, 49, 63, 64, 100, 128, 191, 192, 193, 255, 256, 257])(
    'assign equals the comparison with every centroid on both sides of a block: %i columns',
    async (dim) => {
      native().chooseKernel(kernel);
      expect(native().versions().kernel).toBe(kernel);
      const block = rowsPerBlock(dim);
      for (const rows of [block - 1, block, block + 1, 2 * block + 1]) {
        for (const [texture, make] of Object.entries(textures)) {
          const points = generateMatrix(rows, dim, rows, make);
          const clusters = 1 + ((rows + dim) % 66);
          const centroids = generateMatrix(clusters, dim, dim, make);
          const expected = new Int32Array(rows);
          naiveAssign(points, centroids.data, expected);
          const { assignment } = await assign(points, centroids, { threads: 2 });
          expect({ texture, assignment }).toEqual({ texture, assignment: expected });
        }
      }
    },
  );

  it('equals the naive k-means where the last panel is full, half full, or holds one centroid', async () => {
    native().chooseKernel(kernel);
    const cases = fc.record({
      rows: fc.integer({ min: 66, max: 150 }),
      dim: fc.constantFrom(15, 16, 17, 48, 50, 97),
      clusters: fc.constantFrom(1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 32, 33, 48, 49, 64, 65),
      seed: fc.nat(),
      integers: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows, dim, clusters, seed, integers }) => {
        const points = generateMatrix(rows, dim, seed, integers ? textures.ties : undefined);
        const options = { clusters, seed, maxIterations: 10 };
        const expected = naiveKmeans(points, options);
        const result = await kmeans(points, options);
        expect({ ...result, inertia: 0 }).toEqual({ ...expected, inertia: 0 });
      }),
      { numRuns: 100, seed: 20200825 },
    );
  });
});
