import { describe, expect, it } from 'vitest';
import { frontier, records } from './best-so-far.ts';

describe('the frontier', () => {
  it('holds what nothing beats in both cost and score', () => {
    const points = [
      { cost: 30, score: 0.7 },
      { cost: 10, score: 0.5 },
      { cost: 20, score: 0.4 },
      { cost: 40, score: 0.7 },
      { cost: 50, score: 0.9 },
    ];
    expect(frontier(points).map(({ cost }) => cost)).toEqual([10, 30, 50]);
  });

  it('takes the better of two that cost the same', () => {
    const points = [
      { cost: 1, score: 0.2 },
      { cost: 1, score: 0.3 },
    ];
    expect(frontier(points)).toEqual([{ cost: 1, score: 0.3 }]);
  });

  it('is empty where nothing is', () => {
    expect(frontier([])).toEqual([]);
  });
});

describe('records', () => {
  it('keeps what raised the best score when it came', () => {
    const points = [
      { at: 3, score: 0.6 },
      { at: 1, score: 0.5 },
      { at: 2, score: 0.4 },
      { at: 4, score: 0.6 },
      { at: 5, score: 0.7 },
    ];
    expect(records(points).map(({ at }) => at)).toEqual([1, 3, 5]);
  });

  it('takes the better of two that came at once', () => {
    expect(
      records([
        { at: 1, score: 0.1 },
        { at: 1, score: 0.2 },
      ]),
    ).toEqual([{ at: 1, score: 0.2 }]);
  });
});
