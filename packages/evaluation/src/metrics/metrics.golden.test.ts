import { describe, expect, it } from 'vitest';
import golden from '../../golden/metrics.golden.json' with { type: 'json' };
import { contingencyTable, type Labels } from '../contingency/contingency.ts';
import { goldenDraws } from '../golden-draws.ts';
import { accuracy, matchByAssignment, matchByMajority } from '../matching/matching.ts';
import { scoreClustering } from '../scoring/score-clustering.ts';
import { rankedDefinitions } from './registry.ts';

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

/** What the references give for a pair of labellings: two counts of images, and each metric by its key. */
type GoldenScores = Readonly<Record<string, number>>;

const indicesOf = (labels: Labels): number =>
  1 + Array.from(labels).reduce((max, label) => Math.max(max, label), 0);

/** Those that need no train split to compare: a registered metric has golden values. */
const measured = rankedDefinitions.filter(({ needsTrain }) => !needsTrain).map(({ key }) => key);

function expectGolden(classes: Labels, clusters: Labels, golden: GoldenScores): void {
  const table = contingencyTable(clusters, classes);
  expect(accuracy(table, matchByMajority(table)) * table.total).toBeCloseTo(golden.majority ?? Number.NaN, 8);
  const split = { clusters, labels: classes };
  const { scores } = scoreClustering(split, split, indicesOf(clusters), indicesOf(classes));
  for (const metric of measured) {
    const difference = Math.abs(scores[metric] - (golden[metric] ?? Number.NaN));
    expect(difference, metric).toBeLessThanOrEqual(tolerance);
  }
}

describe('metrics against scikit-learn', () => {
  it.each(golden.cases)('$name', ({ classes, clusters, scores }) => {
    expectGolden(classes, clusters, scores);
  });

  it.each(golden.large)('$n images, $k clusters, $c classes', ({ scores, ...recipe }) => {
    const { classes, clusters } = largeCase(recipe);
    expectGolden(classes, clusters, scores);
    // Clusters left over count here, and are not matched by scipy.
    if (recipe.k > recipe.c) return;
    const table = contingencyTable(clusters, classes);
    expect(Math.round(accuracy(table, matchByAssignment(table)) * table.total)).toBe(scores.assigned);
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
