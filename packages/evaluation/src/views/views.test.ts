import type { Matrix } from '@clusterboard/clustering';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contingencyTable } from '../contingency/contingency.ts';
import { finish } from '../cooperative.ts';
import { goldenDraws } from '../golden-draws.ts';
import { accuracy, matchByMajority } from '../matching/matching.ts';
import { summariseClusters } from './cluster-summaries.ts';
import { confusedPairs } from './confused-pairs.ts';
import { matchedContingency } from './matched-contingency.ts';
import { nearestImages } from './nearest-images.ts';
import { representativeRun } from './views.ts';

const classes = 5;
const clusters = 7;

/** A split's clusters and classes, and any matching of them. */
const labelled = fc.record({
  images: fc.array(fc.tuple(fc.nat(clusters - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 80 }),
  matching: fc.array(fc.nat(classes - 1), { minLength: clusters, maxLength: clusters }),
});

const tableOf = (images: readonly (readonly [number, number])[]) =>
  contingencyTable(
    images.map(([cluster]) => cluster),
    images.map(([, label]) => label),
    { rows: clusters, cols: classes },
  );

describe('the contingency table after matching', () => {
  it('counts every image in the row of its class and the column of its cluster', () => {
    fc.assert(
      fc.property(labelled, ({ images, matching }) => {
        const view = matchedContingency(tableOf(images), matching);
        const counted = new Map<string, number>();
        for (const [cluster, label] of images) {
          const key = `${label} ${view.clusters.indexOf(cluster)}`;
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
        const cells = view.cellCount.map((count, i) => [`${view.cellClass[i]} ${view.cellColumn[i]}`, count]);
        expect(new Map(cells as [string, number][])).toEqual(counted);
        expect(cells).toHaveLength(counted.size);
        expect(view.matched).toEqual(view.clusters.map((cluster) => matching[cluster]));
        expect(view.matched).toEqual(view.matched.toSorted((a, b) => a - b));
        expect(view.clusters.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
      }),
    );
  });

  it('puts clusters of one class largest first', () => {
    const images = [0, 1, 1, 1, 2, 2].map((cluster) => [cluster, 0] as const);
    expect(matchedContingency(tableOf(images), [1, 1, 1, 0, 0, 0, 0]).clusters).toEqual([
      3, 4, 5, 6, 1, 2, 0,
    ]);
  });
});

describe('summaries of clusters', () => {
  it('add up to the split, its purity and its accuracy', () => {
    fc.assert(
      fc.property(labelled, ({ images, matching }) => {
        const table = tableOf(images);
        const summaries = summariseClusters(table, matching);
        const weighted = (share: 'purity' | 'matchedShare') =>
          summaries.reduce((sum, one) => sum + one.size * (one[share] ?? 0), 0) / images.length;
        expect(weighted('purity')).toBeCloseTo(accuracy(table, matchByMajority(table)), 12);
        expect(weighted('matchedShare')).toBeCloseTo(accuracy(table, matching), 12);
        expect(summaries.reduce((sum, { size }) => sum + size, 0)).toBe(images.length);
      }),
    );
  });

  it('say nothing of an empty cluster', () => {
    const [, empty] = summariseClusters(tableOf([[0, 3]]), [3, 2, 0, 0, 0, 0, 0]);
    expect(empty).toEqual({
      cluster: 1,
      matchedClass: 2,
      majorityClass: null,
      size: 0,
      purity: null,
      matchedShare: null,
    });
  });
});

describe('confused pairs', () => {
  it('hold every image that is not in a cluster of its class, once', () => {
    fc.assert(
      fc.property(labelled, ({ images, matching }) => {
        const pairs = confusedPairs(tableOf(images), matching, 100);
        const wrong = images.filter(([cluster, label]) => matching[cluster] !== label).length;
        const totals = pairs.map((pair) => pair.firstAsSecond + pair.secondAsFirst);
        expect(totals.reduce((sum, total) => sum + total, 0)).toBe(wrong);
        expect(totals).toEqual(totals.toSorted((a, b) => b - a));
        expect(pairs.every(({ first, second }) => first < second)).toBe(true);
      }),
    );
  });

  it('tell both ways apart, and are cut', () => {
    const images = [
      [1, 0],
      [1, 0],
      [0, 1],
      [2, 0],
    ] as const;
    const matching = [0, 1, 2, 0, 0, 0, 0];
    expect(confusedPairs(tableOf(images), matching, 1)).toEqual([
      { first: 0, second: 1, firstAsSecond: 2, secondAsFirst: 1 },
    ]);
    expect(confusedPairs(tableOf(images), matching, 9)).toHaveLength(2);
  });
});

describe('the images nearest to a centroid', () => {
  it('are the members of its cluster by distance, ties to the lowest', () => {
    const points: Matrix = { data: Float32Array.of(3, 1, 1, 9, 2, -1), rows: 6, dim: 1 };
    const centroids: Matrix = { data: Float32Array.of(0, 8, 50), rows: 3, dim: 1 };
    const found = finish(nearestImages(points, centroids, [0, 0, 0, 1, 0, 0], 3));
    expect(found).toEqual([[1, 2, 5], [3], []]);
  });

  it('are those that a sort finds', () => {
    const draw = goldenDraws(5);
    const rows = 3000;
    const points = { data: Float32Array.from({ length: rows * 3 }, draw), rows, dim: 3 };
    const centroids = { data: Float32Array.from({ length: 12 }, draw), rows: 4, dim: 3 };
    const assignment = Int32Array.from({ length: rows }, () => Math.floor(draw() * 4));
    const distance = (image: number) => {
      const cluster = assignment[image] as number;
      const at = (j: number) =>
        (points.data[image * 3 + j] as number) - (centroids.data[cluster * 3 + j] as number);
      return at(0) ** 2 + at(1) ** 2 + at(2) ** 2;
    };
    const sorted = [0, 1, 2, 3].map((cluster) =>
      Array.from({ length: rows }, (_, image) => image)
        .filter((image) => assignment[image] === cluster)
        .sort((a, b) => distance(a) - distance(b) || a - b)
        .slice(0, 12),
    );
    expect(finish(nearestImages(points, centroids, assignment, 12))).toEqual(sorted);
  });
});

it.each([
  [[0.3, 0.1, 0.2], 2],
  [[0.4, 0.1, 0.3, 0.2], 3],
  [[0.5, 0.5, 0.5], 1],
  [[0.7], 0],
])('shows the run of median accuracy: %j', (accuracies, place) => {
  expect(representativeRun(accuracies.map((acc, seed) => ({ seed, scores: { acc } })))).toBe(place);
});
