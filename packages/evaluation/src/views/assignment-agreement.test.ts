import { describe, expect, it } from 'vitest';
import golden from '../../golden/metrics.golden.json' with { type: 'json' };
import { assignmentAgreement, isNearDuplicate, meanAdjustedRand } from './assignment-agreement.ts';

describe('the agreement of two assignments', () => {
  it.each(golden.cases)('is scikit-learn’s: $name', ({ classes, clusters, scores }) => {
    const { ari, ami } = assignmentAgreement([[clusters, classes]]);
    expect(ari).toBeCloseTo(scores.ari, 8);
    expect(ami).toBeCloseTo(scores.ami, 8);
  });

  it('does not depend on which comes first or on the names of clusters, and is averaged', () => {
    const [a, b, renamed] = [
      [0, 0, 1, 1, 2, 2, 2],
      [0, 0, 1, 2, 2, 2, 1],
      [5, 5, 0, 0, 3, 3, 3],
    ];
    const one = assignmentAgreement([[a, b]]);
    expect(assignmentAgreement([[b, a]])).toEqual(one);
    expect(assignmentAgreement([[renamed, b]]).ari).toBe(one.ari);
    expect(assignmentAgreement([[a, renamed]])).toEqual({ ari: 1, ami: 1 });
    expect(
      assignmentAgreement([
        [a, b],
        [a, a],
      ]).ari,
    ).toBeCloseTo((1 + one.ari) / 2, 12);
    expect(meanAdjustedRand([[a, b]])).toBe(one.ari);
  });

  it('is refused for nothing', () => {
    expect(() => assignmentAgreement([])).toThrow(RangeError);
    expect(() => assignmentAgreement([[[0, 1], [0]]])).toThrow(RangeError);
  });
});

it.each([
  [0.95, false, true],
  [0.9499, false, false],
  [0.2, true, true],
])('takes ARI %d, same features %j, for near-duplicates: %j', (ari, sameFeatures, expected) => {
  expect(isNearDuplicate({ ari, sameFeatures })).toBe(expected);
});
