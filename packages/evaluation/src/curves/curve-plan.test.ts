import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterCount } from '../protocol/protocol.ts';
import { strict1 } from '../protocol/protocols.ts';
import { expectedIterations, type MainRun, planCurves } from './curve-plan.ts';

/** An ImageNet run of 2048 features. */
const imagenet: MainRun = {
  protocol: strict1,
  classCount: 1000,
  rows: 1_280_000,
  featureDim: 2048,
  dim: 256,
  clusters: 1000,
  iterations: 5 * 100,
};

const dimsOf = (main: MainRun) => planCurves(main).dims.map(({ dim }) => dim);
const clustersOf = (main: MainRun) => planCurves(main).clusters.map(({ clusters }) => clusters);

describe('planCurves', () => {
  it('goes from 16 dimensions to all, and from C to 5C clusters, past the run itself', () => {
    const main = { ...imagenet, classCount: 10, clusters: 10, rows: 60_000, featureDim: 512 };
    expect(dimsOf(main)).toEqual([16, 32, 64, 128, 512]);
    expect(clustersOf(main)).toEqual([13, 15, 18, 20, 25, 30, 40, 50]);
    const over = { ...main, clusters: 15, protocol: { ...strict1, over: 1.5 } };
    expect(clustersOf(over)).toEqual([10, 13, 18, 20, 25, 30, 40, 50]);
  });

  it('leaves out what costs too much, the least telling first', () => {
    const few = { ...imagenet, rows: 200_000, iterations: 5 * 24 };
    expect(dimsOf(few)).not.toContain(2048);
    const clusters = clustersOf(few);
    expect(clusters).toContain(2000);
    expect(clusters.length).toBeLessThan(clustersOf({ ...few, iterations: 5 * 1000 }).length);
    expect(dimsOf({ ...imagenet, iterations: 0 })).toEqual([]);
  });

  it('takes at least a quarter of the rows, and 128 a cluster', () => {
    const main = { ...imagenet, iterations: 1e6 };
    const rows = new Map(planCurves(main).clusters.map((point) => [point.clusters, point.rows]));
    expect(rows.get(1250)).toBe(320_000);
    expect(rows.get(5000)).toBe(640_000);
  });

  it('takes fewer rows before it leaves points out, down to a sixteenth and 32 a cluster', () => {
    const main = { ...imagenet, iterations: 5 * 20 };
    const plan = planCurves(main);
    expect(new Set(plan.dims.map(({ rows }) => rows))).toEqual(new Set([80_000]));
    expect(plan.clusters.map(({ clusters, rows }) => [clusters, rows])).toContainEqual([3000, 96_000]);
    for (const { clusters, rows } of plan.clusters) expect(rows).toBeGreaterThanOrEqual(32 * clusters);
  });

  it('expects no more iterations of a point than the main run needed', () => {
    const main = {
      ...imagenet,
      classCount: 100,
      clusters: 100,
      rows: 20_000,
      featureDim: 512,
      iterations: 33,
    };
    expect(expectedIterations(main)).toBeCloseTo(1 + 33 / 5, 12);
    expect(expectedIterations(imagenet)).toBe(1 + 20);
    expect(dimsOf(main)).toEqual([16, 32, 64, 128, 512]);
    expect(clustersOf(main)).toEqual([150, 200]);
  });

  it('computes at most 0.35 of the distances of the main run, unless they are few, and nothing twice', () => {
    const mainRun = fc
      .record({
        classCount: fc.integer({ min: 1, max: 300 }),
        rows: fc.integer({ min: 300, max: 100_000 }),
        featureDim: fc.integer({ min: 1, max: 4096 }),
        iterations: fc.integer({ min: 1, max: 500 }),
      })
      .map((some) => ({
        ...some,
        protocol: strict1,
        dim: Math.min(some.featureDim, 256),
        clusters: clusterCount(strict1, some.classCount),
      }));
    fc.assert(
      fc.property(mainRun, (main) => {
        const { dims, clusters } = planCurves(main);
        const points = [...dims, ...clusters];
        const work = points.reduce(
          (sum, p) => sum + p.rows * p.dim * p.clusters * expectedIterations(main),
          0,
        );
        const mainWork = main.iterations * main.rows * main.dim * main.clusters;
        expect(work).toBeLessThanOrEqual(Math.max(5e8, 0.35 * mainWork));
        const names = [...points, main].map((point) => `${point.dim} ${point.clusters}`);
        expect(new Set(names).size).toBe(names.length);
        for (const point of points) {
          expect(point.clusters).toBeLessThanOrEqual(point.rows);
          expect(point.rows).toBeLessThanOrEqual(main.rows);
          expect(point.dim).toBeLessThanOrEqual(main.featureDim);
        }
      }),
    );
  });
});
