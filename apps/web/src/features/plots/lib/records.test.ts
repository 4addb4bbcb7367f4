import { expect, it } from 'vitest';
import { records } from './records.ts';

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
