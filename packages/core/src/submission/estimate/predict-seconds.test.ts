import { describe, expect, it } from 'vitest';
import { type Duration, predictByLine, predictByPower } from './predict-seconds.ts';

/** Within a fifth of what it should be. */
const expectClose = (predicted: number | null, happened: number) => {
  expect(predicted).not.toBeNull();
  expect(Math.abs((predicted ?? 0) / happened - 1)).toBeLessThan(0.2);
};

describe('a duration that grows with a power of the size is predicted', () => {
  it('from nothing: not at all', () => {
    expect(predictByPower([], 10)).toBeNull();
  });

  it('as the median where no size is known', () => {
    const durations = [4, 5, 6, 100].map((seconds) => ({ seconds, size: null }));
    expect(predictByPower(durations, 7)).toBe(5);
    expect(predictByPower([{ seconds: 3, size: 8 }], 800)).toBeCloseTo(3);
  });

  it.each([
    ['as it is', 0, 12],
    ['with the size', 1, 12],
    ['with its square', 2, 12],
  ])('where it stays or grows %s', (_, power, base) => {
    const at = (size: number) => base * size ** power;
    const durations = [1, 2, 4, 8, 16].map((size) => ({ size, seconds: at(size) }));
    for (const size of [1, 3, 16, 40]) expectClose(predictByPower(durations, size), at(size));
  });

  it('where a part of it is always the same', () => {
    const at = (size: number) => 5 + 0.01 * size;
    const durations = [64, 128, 256, 512, 1024, 2048].map((size) => ({ size, seconds: at(size) }));
    for (const size of [64, 300, 1500, 2048]) expectClose(predictByPower(durations, size), at(size));
  });

  it('from noisy durations, some of which were cut short by a cache', () => {
    const noise = [1.1, 0.92, 1.05, 0.97, 1.12, 0.9, 1.02, 0.96, 1.08];
    const durations: Duration[] = noise.map((factor, at) => {
      const size = 0.1 * 2 ** (at % 5);
      return { size, seconds: at % 4 === 3 ? 0.05 : 20 * size * factor };
    });
    expectClose(predictByPower(durations, 0.8), 16);
  });

  it('by the newest, where the machine has become slower', () => {
    const durations = [...Array(20).fill(8), ...Array(30).fill(4)].map((seconds) => ({ seconds, size: 1 }));
    expect(predictByPower(durations, 1)).toBeCloseTo(8);
  });
});

describe('a duration with a fixed part is predicted', () => {
  const images = 2000;
  const at = (secondsPerImage: number) => 1.2 + images * secondsPerImage;

  it('from nothing: not at all; without a size: as the median', () => {
    expect(predictByLine([], 0.1, images)).toBeNull();
    expect(predictByLine([{ seconds: 3, size: null }], 0.1, images)).toBe(3);
    expect(predictByLine([{ seconds: 3, size: 0.1 }], null, images)).toBe(3);
  });

  it('between those that were measured, and far beyond them', () => {
    const durations = [0.00001, 0.0001, 0.0006, 0.0007].map((size) => ({ size, seconds: at(size) }));
    for (const size of [0.00001, 0.0003, 0.0007, 0.05]) {
      expectClose(predictByLine(durations, size, images), at(size));
    }
  });

  it('by the number of images where all that were measured are alike', () => {
    const durations = [0.0006, 0.00061].map((size) => ({ size, seconds: at(size) }));
    for (const size of [0.0005, 0.0012, 0.05]) {
      expectClose(predictByLine(durations, size, images), at(size));
    }
  });

  it('from noisy durations, some of which were cut short by a cache', () => {
    const noise = [1.1, 0.92, 1.05, 0.97, 1.12, 0.9, 1.02, 0.96, 1.08];
    const durations: Duration[] = noise.map((factor, index) => {
      const size = 0.002 * 2 ** (index % 5);
      return { size, seconds: index % 4 === 3 ? 0.05 : at(size) * factor };
    });
    expectClose(predictByLine(durations, 0.02, images), at(0.02));
  });

  it('never as less than nothing', () => {
    const durations = [0.01, 0.02, 0.04].map((size) => ({ size, seconds: 1000 * size }));
    expect(predictByLine(durations, 0.0001, images)).toBeGreaterThan(0);
  });
});
