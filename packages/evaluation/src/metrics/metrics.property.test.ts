import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contingency, contingencyTable } from '../contingency/contingency.ts';
import { meanEntropy } from '../contingency/entropy.ts';
import { expectedMutualInformationSteps } from '../contingency/expected-mutual-information.ts';
import { finish } from '../cooperative.ts';
import { matchByAssignmentSteps, matchByMajority } from '../matching/matching.ts';
import type { MetricDefinition } from './definition.ts';
import { mutualInformation } from './mutual-information.ts';
import { definitionOf, rankedDefinitions, registry } from './registry.ts';

/** Of a table alone, all clusters matched on it. */
const measureOf =
  ({ compute }: MetricDefinition) =>
  (table: Contingency): number => {
    const { matching, exchangeable } = finish(matchByAssignmentSteps(table));
    const majority = matchByMajority(table);
    const score = compute({
      table,
      matchings: {
        acc: matching,
        exchangeable,
        accTrainMajority: majority,
        accTestAssignment: matching,
        accTestMajority: majority,
      },
    });
    return typeof score === 'number' ? score : finish(score);
  };

const image = fc.record({ a: fc.nat(7), b: fc.nat(5), place: fc.nat() });
const images = fc.array(image, { minLength: 1, maxLength: 80 });
const tableOf = (rows: readonly { a: number; b: number }[]): Contingency =>
  contingencyTable(
    rows.map(({ a }) => a),
    rows.map(({ b }) => b),
  );

/** Mean mutual information over every way to deal the second labels out: what E[MI] is by definition. */
function meanOverPermutations(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  let count = 0;
  const deal = (dealt: number[], rest: readonly number[]): void => {
    if (rest.length === 0) {
      sum += mutualInformation(contingencyTable(a, dealt));
      count += 1;
      return;
    }
    for (const [i, label] of rest.entries()) deal([...dealt, label], rest.toSpliced(i, 1));
  };
  deal([], b);
  return sum / count;
}

/** Those that look at nothing but the table; how matchings behave is tested where they are made. */
const ofTables: readonly MetricDefinition[] = rankedDefinitions.filter(({ needsTrain }) => !needsTrain);

describe.each(ofTables)('$key', (definition) => {
  const measure = measureOf(definition);
  const { max } = definition.range;

  it('is the same number, bit for bit, for any order of the images', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const shuffled = rows.toSorted((x, y) => x.place - y.place);
        expect(measure(tableOf(shuffled))).toBe(measure(tableOf(rows)));
      }),
    );
  });

  it('does not depend on what the groups are called', () => {
    fc.assert(
      fc.property(images, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (rows, names) => {
        const renamed = rows.map(({ a, b }) => ({ a: names[a] ?? 0, b: b * 3 + 1 }));
        expect(measure(tableOf(renamed))).toBeCloseTo(measure(tableOf(rows)), 12);
      }),
    );
  });

  it('is at its maximum for the same partition, one group and single images included', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }), (labels) => {
        const table = contingencyTable(labels, labels);
        expect(measure(table)).toBeCloseTo(Number.isFinite(max) ? max : meanEntropy(table), 12);
      }),
    );
  });
});

describe.each(ofTables.filter(({ symmetric }) => symmetric))('$key', (definition) => {
  const measure = measureOf(definition);
  it('is symmetric', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const swapped = rows.map(({ a, b }) => ({ a: b, b: a }));
        expect(measure(tableOf(swapped))).toBeCloseTo(measure(tableOf(rows)), 12);
      }),
    );
  });
});

describe.each(registry.map((definition): MetricDefinition => definition))('$key', (definition) => {
  const measure = measureOf(definition);
  const { min, max } = definition.range;

  it('stays within its range for every pair of labellings', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const table = tableOf(rows);
        const score = measure(table);
        expect(score).toBeGreaterThanOrEqual(min);
        expect(score).toBeLessThanOrEqual(Number.isFinite(max) ? max : meanEntropy(table) + 1e-12);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('bounds', () => {
  it('are 1 for single images on both sides, where the formula is 0 / 0', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i);
    const table = contingencyTable(labels, labels.toReversed());
    expect(measureOf(definitionOf('ami'))(table)).toBe(1);
    expect(measureOf(definitionOf('ari'))(table)).toBe(1);
  });
});

describe('expectedMutualInformation', () => {
  it('is the mean over all permutations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: fc.nat(3), b: fc.nat(3) }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const mean = meanOverPermutations(
            rows.map(({ a }) => a),
            rows.map(({ b }) => b),
          );
          expect(finish(expectedMutualInformationSteps(tableOf(rows)))).toBeCloseTo(mean, 12);
        },
      ),
      { numRuns: 60 },
    );
  });
});
