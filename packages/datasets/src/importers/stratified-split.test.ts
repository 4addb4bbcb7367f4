import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedSplit } from './stratified-split.ts';

describe('stratifiedSplit', () => {
  const labels = fc.array(fc.nat(4), { maxLength: 200 });

  it('puts every image into one split, in order, and the share of each class into train', () => {
    fc.assert(
      fc.property(labels, fc.nat(1000), (all, seed) => {
        const { train, test } = stratifiedSplit(all, 0.7, seed);
        expect([...train, ...test].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        expect(train).toEqual(train.toSorted((a, b) => a - b));
        expect(test).toEqual(test.toSorted((a, b) => a - b));
        for (const label of new Set(all)) {
          const size = all.filter((other) => other === label).length;
          expect(train.filter((image) => all[image] === label).length).toBe(Math.round(size * 0.7));
        }
      }),
    );
  });

  it('is the same for the same seed only', () => {
    const all = Array.from({ length: 100 }, (_, i) => i % 3);
    expect(stratifiedSplit(all, 0.7, 5)).toEqual(stratifiedSplit(all, 0.7, 5));
    expect(stratifiedSplit(all, 0.7, 5)).not.toEqual(stratifiedSplit(all, 0.7, 6));
  });
});
