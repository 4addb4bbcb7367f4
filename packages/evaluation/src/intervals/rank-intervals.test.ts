import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBetter, pairedDifference } from './paired-difference.ts';
import { percentileInterval, scoreInterval } from './percentile-interval.ts';
import { rankBoard, rankBoardInTurns, rankIntervals } from './rank-intervals.ts';

const count = 80;
const replicates = fc
  .record({
    at: fc.integer({ min: 0, max: 6 }),
    spread: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: count, maxLength: count }),
  })
  .map(({ at, spread }) => Float32Array.from(spread, (value) => at + value / 3));

describe('percentileInterval', () => {
  it('leaves 2.5% out on either side', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i * 7) % 1000);
    expect(percentileInterval(values)).toEqual({ low: 25, high: 974 });
  });

  it('stays within what the metric can be', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => 0.9 + i / 4000);
    expect(scoreInterval('acc', values).high).toBe(1);
    expect(scoreInterval('mi', values).high).toBeGreaterThan(1);
  });

  it('refuses no replicates', () => {
    expect(() => percentileInterval(new Float32Array(0))).toThrow(RangeError);
  });
});

describe('pairedDifference', () => {
  it('is the other way round for the other entry', () => {
    fc.assert(
      fc.property(replicates, replicates, (a, b) => {
        const [one, other] = [pairedDifference(a, b), pairedDifference(b, a)];
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.difference).toBeCloseTo(-other.difference, 9);
        const turned = { better: 'worse', worse: 'better', undecided: 'undecided' };
        expect(other.verdict).toBe(turned[one.verdict]);
      }),
    );
  });

  it('agrees with the verdict by counting alone', () => {
    fc.assert(
      fc.property(replicates, replicates, (a, b) => {
        expect(isBetter(a, b)).toBe(pairedDifference(a, b).verdict === 'better');
      }),
      { numRuns: 500 },
    );
  });

  it('cannot tell an entry from itself, nor compare other numbers of replicates', () => {
    const values = Float32Array.of(1, 2, 3);
    expect(pairedDifference(values, values)).toEqual({
      difference: 0,
      low: 0,
      high: 0,
      verdict: 'undecided',
    });
    expect(() => isBetter(values, Float32Array.of(1))).toThrow(RangeError);
  });
});

describe('rank intervals', () => {
  it('are single ranks where every pair is told apart', () => {
    const scores = [0.3, 0.9, 0.5];
    const better = (a: number, b: number) => (scores[a] ?? 0) > (scores[b] ?? 0);
    expect(rankIntervals(3, better)).toEqual([
      { first: 3, last: 3 },
      { first: 1, last: 1 },
      { first: 2, last: 2 },
    ]);
  });

  it('are shared where no pair is', () => {
    expect(rankIntervals(4, () => false)).toEqual(Array(4).fill({ first: 1, last: 4 }));
  });

  it('need no order among the verdicts: a beats c, b ties with both', () => {
    expect(rankIntervals(3, (a, b) => a === 0 && b === 2)).toEqual([
      { first: 1, last: 2 },
      { first: 1, last: 3 },
      { first: 2, last: 3 },
    ]);
  });

  it('leave every rank open to an entry without replicates, and no entry is better than it', async () => {
    const [high, low] = [Float32Array.of(2, 2), Float32Array.of(1, 1)];
    expect(await rankBoardInTurns([low, null, high])).toEqual([
      { first: 2, last: 3 },
      { first: 1, last: 3 },
      { first: 1, last: 2 },
    ]);
  });

  it('of a board are those of all its pairs', () => {
    fc.assert(
      fc.property(fc.array(replicates, { maxLength: 12 }), (entries) => {
        const verdicts = entries.map((a) => entries.map((b) => pairedDifference(a, b).verdict));
        const expected = verdicts.map((row) => ({
          first: 1 + row.filter((verdict) => verdict === 'worse').length,
          last: entries.length - row.filter((verdict) => verdict === 'better').length,
        }));
        expect(rankBoard(entries)).toEqual(expected);
      }),
    );
  });
});
