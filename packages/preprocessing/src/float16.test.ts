import { describe, expect, it } from 'vitest';
import { float16Bits, float16Values } from './float16.ts';

const values = float16Values();
const halfValue = (bits: number): number => values[bits] ?? 0;

it('knows the values that IEEE 754 gives to halves', () => {
  const known = [0x0000, 0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00];
  expect(known.map(halfValue)).toEqual([
    0,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    1365 / 4096,
    1,
    -2,
    65_504,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  expect(halfValue(0x7e00)).toBeNaN();
});

describe('float16Bits', () => {
  it('gives every half back', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfValue(bits);
      if (Number.isNaN(value)) expect(halfValue(float16Bits(value))).toBeNaN();
      else if (float16Bits(value) !== bits) expect.fail(`${value} gives ${float16Bits(value)}, not ${bits}`);
    }
  });

  it('rounds to the nearest, and from the middle to the even one', () => {
    for (let bits = 0; bits < 0x7bff; bits++) {
      const [low, high] = [halfValue(bits), halfValue(bits + 1)];
      const middle = (low + high) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const nudge = (high - low) / 64;
      const rounded = [middle - nudge, middle, middle + nudge, -middle].map(float16Bits);
      const wanted = [bits, even, bits + 1, even | 0x8000];
      if (rounded.some((value, i) => value !== wanted[i])) expect(rounded).toEqual(wanted);
    }
  });

  it('overflows to infinity as IEEE 754 says', () => {
    expect(
      [65_504, 65_519.99, 65_520, 1e30, Number.POSITIVE_INFINITY].map((v) => halfValue(float16Bits(v))),
    ).toEqual([65_504, 65_504, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});
