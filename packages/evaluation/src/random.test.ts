import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

describe('Random', () => {
  it('is xoshiro128**', () => {
    const random = new Random(1, 2, 3, 4);
    expect(Array.from({ length: 8 }, () => random.next())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ]);
  });

  it('gives each seed numbers of its own, the high words of large ones included', () => {
    const first = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 52].map((seed) => Random.seeded(seed).next());
    expect(new Set(first).size).toBe(6);
    expect(Random.seeded(7).next()).toBe(Random.seeded(7).next());
  });

  it('draws each of a few numbers about equally often', () => {
    const random = Random.seeded(3);
    const seen = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) {
      const value = random.below(7);
      seen[value] = (seen[value] ?? Number.NaN) + 1;
    }
    // Four standard deviations: √(70000 · 1/7 · 6/7) = 93.
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(370);
  });

  it('shuffles into every order about equally often', () => {
    const random = Random.seeded(5);
    const orders = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const values = Int32Array.of(0, 1, 2, 3);
      random.shuffle(values);
      orders.set(values.join(), (orders.get(values.join()) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(140);
  });
});
