import { describe, expect, it } from 'vitest';
import { readingOrder } from './reading-order.ts';

describe('the reading order', () => {
  it('holds each row once', () => {
    expect([...readingOrder(1000)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, row) => row),
    );
  });

  it('is the same for ever', () => {
    expect([...readingOrder(12)]).toEqual([11, 0, 7, 4, 8, 5, 10, 6, 1, 9, 3, 2]);
  });

  it('mixes classes that are stored one after the other', () => {
    const [count, classes, batch] = [6400, 10, 64];
    const order = readingOrder(count);
    for (let start = 0; start < count; start += batch) {
      const labels = new Set(
        [...order.subarray(start, start + batch)].map((row) => Math.floor((row * classes) / count)),
      );
      expect(labels.size).toBeGreaterThanOrEqual(classes - 2);
    }
  });

  it('of nothing is empty', () => {
    expect(readingOrder(0)).toHaveLength(0);
  });
});
