import { describe, expect, it } from 'vitest';
import { frontier } from './frontier.ts';

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
