import { describe, expect, it } from 'vitest';
import golden from '../../golden/metrics.golden.json' with { type: 'json' };
import { goldenDraws } from '../golden-draws.ts';
import { accuracy, matchByAssignment, matchByMajority } from '../matching/matching.ts';
import { adjustedMutualInformation } from './adjusted-mutual-information.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { contingencyTable, type Labels } from './contingency.ts';
import { mutualInformation, normalizedMutualInformation } from './mutual-information.ts';

const tolerance = 1e-8;

function largeCase({ n, k, c, seed }: { n: number; k: number; c: number; seed: number }) {
  const draw = goldenDraws(seed);
  const classes = new Int32Array(n);
  const clusters = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const [first, second, third] = [draw(), draw(), draw()];
    const label = Math.floor(first * c);
    classes[i] = label;
    clusters[i] = third < 0.4 ? (label * 7) % k : Math.floor(second * second * k);
  }
  return { classes, clusters };
}

function expectGolden(classes: Labels, clusters: Labels, scores: (typeof golden.cases)[number]['scores']) {
  const table = contingencyTable(clusters, classes);
  const ours = {
    assigned: accuracy(table, matchByAssignment(table)) * table.total,
    majority: accuracy(table, matchByMajority(table)) * table.total,
    ari: adjustedRandIndex(table),
    ami: adjustedMutualInformation(table),
    mi: mutualInformation(table),
    nmi: normalizedMutualInformation(table),
  };
  for (const metric of ['majority', 'ari', 'ami', 'mi', 'nmi'] as const) {
    expect(Math.abs(ours[metric] - scores[metric]), metric).toBeLessThanOrEqual(tolerance);
  }
  return ours;
}

describe('metrics against scikit-learn', () => {
  it.each(golden.cases)('$name', ({ classes, clusters, scores }) => {
    expectGolden(classes, clusters, scores);
  });

  it.each(golden.large)('$n images, $k clusters, $c classes', ({ scores, ...recipe }) => {
    const { classes, clusters } = largeCase(recipe);
    const { assigned } = expectGolden(classes, clusters, scores);
    // Clusters left over count here, and are not matched by scipy.
    if (recipe.k <= recipe.c) expect(Math.round(assigned)).toBe(scores.assigned);
  });
});

describe('accuracy by linear assignment against scipy', () => {
  const withoutLeftovers = golden.cases.filter(
    ({ classes, clusters }) => new Set(clusters).size <= new Set(classes).size,
  );
  it.each(withoutLeftovers)('$name', ({ classes, clusters, scores }) => {
    const table = contingencyTable(clusters, classes);
    expect(accuracy(table, matchByAssignment(table)) * table.total).toBeCloseTo(scores.assigned, 9);
  });
});
