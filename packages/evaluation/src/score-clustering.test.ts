import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contingencyTable, denseCounts } from './contingency.ts';
import { matchByAssignment, matchByMajority } from './matching.ts';
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

  it('does not depend on what the clusters are called, unless two are alike on train', () => {
    const names = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    fc.assert(
      fc.property(split, split, names, (a, b, name) => {
        const { clusters, labels } = columns(a);
        const counts = denseCounts(contingencyTable(clusters, labels, { rows: 6, cols: 4 }));
        const rows = Array.from({ length: 6 }, (_, i) => counts.subarray(4 * i, 4 * i + 4).join());
        fc.pre(new Set(rows).size === 6);
        const rename = (rows: typeof a) =>
          columns(rows.map((row) => ({ ...row, cluster: name[row.cluster] ?? 0 })));
        const before = scoreClustering(columns(a), columns(b), 6, 4).scores;
        const after = scoreClustering(rename(a), rename(b), 6, 4).scores;
        for (const metric of ['acc', 'accTrainMajority', 'accTestMajority'] as const) {
          expect(after[metric], metric).toBe(before[metric]);
        }
      }),
    );
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
