import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contingencyTable } from '../contingency/contingency.ts';
import { linearAssignment } from '../matching/linear-assignment.ts';
import { matchByAssignment, matchByMajority } from '../matching/matching.ts';
import { metrics } from '../metrics/registry.ts';
import { scoreClustering } from './score-clustering.ts';

/** Cluster and class of each image, from a table of counts. */
function deal(counts: readonly (readonly number[])[]) {
  const clusters: number[] = [];
  const labels: number[] = [];
  for (const [cluster, row] of counts.entries()) {
    for (const [label, count] of row.entries()) {
      for (let i = 0; i < count; i++) {
        clusters.push(cluster);
        labels.push(label);
      }
    }
  }
  return { clusters, labels };
}

const matchings = (counts: readonly (readonly number[])[]) => {
  const { clusters, labels } = deal(counts);
  const table = contingencyTable(clusters, labels, { rows: counts.length, cols: counts[0]?.length ?? 0 });
  return { assignment: [...matchByAssignment(table)], majority: [...matchByMajority(table)] };
};

describe('matching', () => {
  it('lets no two clusters share a class, where majority would', () => {
    expect(
      matchings([
        [5, 4],
        [9, 1],
      ]),
    ).toEqual({ assignment: [1, 0], majority: [0, 0] });
  });

  it('gives leftover clusters their majority class', () => {
    expect(
      matchings([
        [9, 0],
        [8, 1],
        [0, 7],
      ]).assignment,
    ).toEqual([0, 0, 1]);
  });

  it('breaks ties toward the lowest class', () => {
    expect(
      matchings([
        [2, 2, 0],
        [2, 2, 0],
      ]),
    ).toEqual({ assignment: [0, 1], majority: [0, 0] });
  });
});

describe('matching by assignment', () => {
  /** That of the whole table, zeros included, its rows sorted by what they hold. */
  function matchedDensely(counts: readonly (readonly number[])[], cols: number): number[] {
    const order = [...counts.keys()].sort((a, b) => {
      const differences = counts[a]?.map((count, col) => (counts[b]?.[col] ?? 0) - count) ?? [];
      return differences.find((difference) => difference !== 0) ?? a - b;
    });
    const assigned = linearAssignment(
      order.flatMap((cluster) => counts[cluster] ?? []),
      counts.length,
      cols,
    );
    return counts.map((row, cluster) => {
      const label = assigned[order.indexOf(cluster)] ?? -1;
      return label === -1 ? row.indexOf(Math.max(...row)) : label;
    });
  }

  it.each([
    [60, 4],
    [12, 12],
    [5, 40],
  ])('of a sparse table is that of the whole one: up to %i × %i', (most, classes) => {
    const tables = fc
      .record({ rows: fc.integer({ min: 1, max: most }), cols: fc.integer({ min: 1, max: classes }) })
      .chain(({ rows, cols }) => {
        const row = fc.array(fc.oneof(fc.constant(0), fc.nat(3)), { minLength: cols, maxLength: cols });
        return fc.array(row, { minLength: rows, maxLength: rows });
      })
      .filter((counts) => counts.flat().some((count) => count > 0));
    fc.assert(
      fc.property(tables, (counts) => {
        expect(matchings(counts).assignment).toEqual(matchedDensely(counts, counts[0]?.length ?? 0));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no table of all clusters and classes, nor of clusters and clusters', () => {
    const images = 60_000;
    const singles = Int32Array.from({ length: images }, (_, image) => image);
    const many = matchByAssignment(
      contingencyTable(
        singles,
        singles.map((image) => image % 10),
      ),
    );
    expect(many).toEqual(singles.map((image) => image % 10));
    const permuted = singles.map((image) => (image * 7919) % images);
    expect(matchByAssignment(contingencyTable(singles, permuted))).toEqual(permuted);
  });
});

describe('scoreClustering', () => {
  const train = deal([
    [5, 4],
    [9, 1],
  ]);
  const test = deal([
    [6, 1],
    [1, 2],
  ]);

  it('measures four accuracies on test', () => {
    const { scores, matchings } = scoreClustering(train, test, 2, 2);
    expect([...matchings.acc]).toEqual([1, 0]);
    expect(scores.acc).toBeCloseTo(2 / 10, 12);
    expect(scores.accTrainMajority).toBeCloseTo(7 / 10, 12);
    expect(scores.accTestAssignment).toBeCloseTo(8 / 10, 12);
    expect(scores.accTestMajority).toBeCloseTo(8 / 10, 12);
  });

  it('scores a perfect clustering 1, whatever its clusters are called', () => {
    const labels = [0, 0, 1, 2, 2, 3];
    const clusters = labels.map((label) => (label + 2) % 4);
    const { scores } = scoreClustering({ clusters, labels }, { clusters, labels }, 4, 4);
    for (const metric of ['acc', 'accTrainMajority', 'accTestAssignment', 'ari', 'ami', 'nmi'] as const) {
      expect(scores[metric], metric).toBe(1);
    }
  });

  const image = fc.record({ cluster: fc.nat(5), label: fc.nat(3), place: fc.nat() });
  const split = fc.array(image, { minLength: 1, maxLength: 60 });
  const columns = (rows: readonly { cluster: number; label: number }[]) => ({
    clusters: rows.map(({ cluster }) => cluster),
    labels: rows.map(({ label }) => label),
  });

  it('gives the same bits for any order of the images', () => {
    fc.assert(
      fc.property(split, split, (a, b) => {
        const ordered = [a, b].map((rows) => columns(rows.toSorted((x, y) => x.place - y.place)));
        const [trainOrdered, testOrdered] = ordered as [
          ReturnType<typeof columns>,
          ReturnType<typeof columns>,
        ];
        expect(scoreClustering(trainOrdered, testOrdered, 6, 4)).toEqual(
          scoreClustering(columns(a), columns(b), 6, 4),
        );
      }),
    );
  });

  it('does not depend on what the clusters are called', () => {
    const names = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    // Small splits hold many clusters that are exchangeable, empty ones among them.
    const small = fc.array(image, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(split, small), split, names, (a, b, name) => {
        const rename = (rows: typeof a) =>
          columns(rows.map((row) => ({ ...row, cluster: name[row.cluster] ?? 0 })));
        const before = scoreClustering(columns(a), columns(b), 6, 4).scores;
        const after = scoreClustering(rename(a), rename(b), 6, 4).scores;
        for (const metric of metrics) {
          if (metric.startsWith('acc')) expect(after[metric], metric).toBe(before[metric]);
          else expect(after[metric], metric).toBeCloseTo(before[metric], 12);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes the mean over clusters that are exchangeable on train', () => {
    const train = { clusters: [0, 0, 1, 1], labels: [0, 1, 0, 1] };
    const labels = [0, 0, 0, 1];
    for (const clusters of [
      [0, 0, 0, 1],
      [1, 1, 1, 0],
    ]) {
      const { scores, matchings } = scoreClustering(train, { clusters, labels }, 2, 2);
      expect(scores.acc).toBe(0.5);
      expect([...matchings.acc]).toEqual([0, 1]);
      expect([...matchings.exchangeable]).toEqual([0, 0]);
    }
  });

  it('never scores a matching on test labels below one on train labels', () => {
    fc.assert(
      fc.property(split, split, (a, b) => {
        const { scores } = scoreClustering(columns(a), columns(b), 4 + 2, 4);
        expect(scores.accTestMajority).toBeGreaterThanOrEqual(scores.accTrainMajority);
        expect(scores.accTestMajority).toBeGreaterThanOrEqual(scores.accTestAssignment);
        expect(scores.accTestMajority).toBeGreaterThanOrEqual(scores.acc);
      }),
    );
  });
});
