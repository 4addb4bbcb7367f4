import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../cooperative.ts';
import { adjustedMutualInformation } from './adjusted-mutual-information.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { type Contingency, contingencyTable } from './contingency.ts';
import { expectedMutualInformationSteps } from './expected-mutual-information.ts';
import { meanEntropy, mutualInformation, normalizedMutualInformation } from './mutual-information.ts';

const measures: Record<string, (table: Contingency) => number> = {
  ari: adjustedRandIndex,
  ami: adjustedMutualInformation,
  mi: mutualInformation,
  nmi: normalizedMutualInformation,
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

describe.each(Object.entries(measures))('%s', (_, measure) => {
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

  it('is symmetric', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const swapped = rows.map(({ a, b }) => ({ a: b, b: a }));
        expect(measure(tableOf(swapped))).toBeCloseTo(measure(tableOf(rows)), 12);
      }),
    );
  });

  it('is at its maximum for the same partition, one group and single images included', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }), (labels) => {
        const table = contingencyTable(labels, labels);
        expect(measure(table)).toBeCloseTo(measure === mutualInformation ? meanEntropy(table) : 1, 12);
      }),
    );
  });
});

describe('bounds', () => {
  it('hold for every pair of labellings', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const table = tableOf(rows);
        const [ari, ami, mi, nmi] = Object.values(measures).map((measure) => measure(table)) as [
          number,
          number,
          number,
          number,
        ];
        expect(ari).toBeGreaterThanOrEqual(-0.5);
        expect(ari).toBeLessThanOrEqual(1);
        expect(ami).toBeGreaterThanOrEqual(-1);
        expect(ami).toBeLessThanOrEqual(1);
        expect(mi).toBeGreaterThanOrEqual(0);
        expect(mi).toBeLessThanOrEqual(meanEntropy(table) + 1e-12);
        expect(nmi).toBeGreaterThanOrEqual(0);
        expect(nmi).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('are 1 for single images on both sides, where the formula is 0 / 0', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i);
    const table = contingencyTable(labels, labels.toReversed());
    expect(adjustedMutualInformation(table)).toBe(1);
    expect(adjustedRandIndex(table)).toBe(1);
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
