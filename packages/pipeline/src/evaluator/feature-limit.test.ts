import { describe, expect, it } from 'vitest';
import { featureLimit } from './feature-limit.ts';

const digits = { trainRows: 1437, testRows: 360, pcaDim: 256 };
const fashion = { trainRows: 60_000, testRows: 10_000, pcaDim: 256 };
const roomy = { memoryMebibytes: 17_000, wallClockSeconds: 7200 };

describe('the widest features', () => {
  it('are as wide as any where there are few images', () => {
    expect(featureLimit(digits, roomy, 2)).toEqual({ dim: 65_536, reason: 'the most that is accepted' });
  });

  it('follow from memory', () => {
    const { dim, reason } = featureLimit(fashion, roomy, 2);
    // Rows alone take 280 kB for each column.
    expect(dim).toBeGreaterThan(20_000);
    expect(dim).toBeLessThan(60_000);
    expect(reason).toBe('what the evaluation of 70000 images can hold in 17000 MiB');
    const half = featureLimit(fashion, { ...roomy, memoryMebibytes: 8500 }, 2);
    expect(half.dim).toBeLessThan(0.6 * dim);
  });

  it('follow from time', () => {
    const short = { ...roomy, wallClockSeconds: 600 };
    const { dim, reason } = featureLimit(fashion, short, 2);
    expect(reason).toBe('what the evaluation of 70000 images can do in 600 seconds');
    expect(featureLimit(fashion, short, 8).dim).toBeGreaterThan(dim);
  });

  it('include what shipped encoders give on the shipped datasets, with the memory of a small machine', () => {
    const small = { memoryMebibytes: 0.75 * 2048, wallClockSeconds: 7200 };
    expect(featureLimit(fashion, small, 2).dim).toBeGreaterThanOrEqual(2048);
    expect(featureLimit({ ...fashion, pcaDim: null }, small, 2).dim).toBeGreaterThanOrEqual(2048);
  });

  it('include 2,048 on ImageNet-1k with the defaults of a machine of 32 GiB and 8 processors', () => {
    const imagenet = { trainRows: 1_281_167, testRows: 50_000, pcaDim: 256 };
    const machine = { memoryMebibytes: 0.75 * 31 * 1024, wallClockSeconds: 7200 };
    expect(featureLimit(imagenet, machine, 8).dim).toBeGreaterThanOrEqual(2048);
    expect(featureLimit({ ...imagenet, pcaDim: null }, machine, 8).dim).toBeGreaterThanOrEqual(2048);
  });

  it('are refused where less memory is allowed than was measured', () => {
    const measured = [
      { trainRows: 1500, dim: 8192, mebibytes: 340 },
      { trainRows: 1500, dim: 20_000, mebibytes: 555 },
      { trainRows: 1500, dim: 65_536, mebibytes: 1772 },
      { trainRows: 20_000, dim: 1024, mebibytes: 388 },
    ];
    for (const { trainRows, dim, mebibytes } of measured) {
      const shape = { trainRows, testRows: 360, pcaDim: 256 };
      expect(featureLimit(shape, { ...roomy, memoryMebibytes: mebibytes }, 2).dim).toBeLessThan(dim);
      expect(
        featureLimit(shape, { ...roomy, memoryMebibytes: 1.5 * mebibytes }, 2).dim,
      ).toBeGreaterThanOrEqual(dim);
    }
  });

  it('have more time on large datasets, in proportion', () => {
    const imagenet = { trainRows: 1_200_000, testRows: 50_000, pcaDim: 256 };
    const { reason } = featureLimit(imagenet, { memoryMebibytes: 200_000, wallClockSeconds: 1800 }, 8);
    expect(reason).toBe('what the evaluation of 1250000 images can do in 9000 seconds');
  });

  it('may be none', () => {
    expect(featureLimit(digits, { ...roomy, memoryMebibytes: 1 }, 2).dim).toBe(0);
  });
});
