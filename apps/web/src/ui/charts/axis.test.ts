import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis, timeAxis } from './axis.ts';

const inside = (at: number) => at >= 0 && at <= 1;
const format = String;

describe('a linear axis', () => {
  it('holds every value between round ends', () => {
    const axis = linearAxis('ACC', [19.4, 76.2], { format, minSpan: 1 });
    expect([19.4, 76.2].map(axis.place).every(inside)).toBe(true);
    expect(axis.ticks[0]).toEqual({ at: 0, label: '10' });
    expect(axis.ticks.at(-1)).toEqual({ at: 1, label: '80' });
  });

  it('puts a single value inside, and does not blow a hair up to its full length', () => {
    expect(inside(linearAxis('ACC', [50], { format, minSpan: 1 }).place(50))).toBe(true);
    const close = linearAxis('ACC', [50, 50.001], { format, minSpan: 1 });
    expect(close.place(50.001) - close.place(50)).toBeLessThan(0.01);
  });
});

describe('a logarithmic axis', () => {
  it('gives equal ratios equal lengths', () => {
    const { place } = logAxis('Parameters', [1e3, 1e5, 1e7]);
    expect(place(1e5) - place(1e3)).toBeCloseTo(place(1e7) - place(1e5), 10);
  });

  it('keeps zeros apart from what has a logarithm', () => {
    const { place, ticks } = logAxis('Parameters', [0, 1e3, 1e6]);
    expect(place(0)).toBeLessThan(0.1);
    expect(place(1e3)).toBeGreaterThan(0.1);
    expect(ticks[0]?.label).toBe('0');
  });

  it('has ticks where all values are alike', () => {
    expect(logAxis('Parameters', [129_600, 129_600]).ticks.length).toBeGreaterThan(0);
    expect(logAxis('Parameters', [0, 0]).ticks.length).toBeGreaterThan(0);
  });
});

describe('an axis of time', () => {
  const at = Date.parse('2026-11-23T15:23:53Z');

  it('tells times within a day, and days beyond', () => {
    expect(timeAxis('Published', [at, at + 3e6]).ticks.every(({ label }) => /^\d\d:\d\d$/.test(label))).toBe(
      true,
    );
    expect(timeAxis('Published', [at, at + 9e8]).ticks[0]?.label).toMatch(/Nov 2026/);
  });

  it('has room for one moment', () => {
    expect(timeAxis('Published', [at]).place(at)).toBeCloseTo(0.5);
  });
});
