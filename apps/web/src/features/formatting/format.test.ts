import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDateTime,
  formatDay,
  formatDuration,
  formatEstimate,
  formatReal,
  formatScore,
  formatStatistics,
  formatWhole,
} from './format.ts';

/** Texts as they are read, with the spaces that keep number and unit together made plain. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('scores', () => {
  it('are percentages with two decimals, and nats with three', () => {
    expect(formatStatistics('ACC', { mean: 0.39074, standardDeviation: 0.006149 })).toEqual({
      mean: '39.07',
      deviation: '0.61',
    });
    expect(formatStatistics('MI', { mean: 1.53746, standardDeviation: 0.02361 })).toEqual({
      mean: '1.537',
      deviation: '0.024',
    });
  });

  it('keep every decimal, so that a column lines up', () => {
    expect(formatScore('ARI', 0.5)).toBe('50.00');
    expect(formatScore('ACC', 1)).toBe('100.00');
  });

  it('have a minus as wide as a digit, and none before zero', () => {
    expect(formatScore('ARI', -0.0123)).toBe('\u22121.23');
    expect(formatScore('AMI', -0.00001)).toBe('0.00');
  });
});

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.0 k'],
    [129_600, '129.6 k'],
    [999_949, '999.9 k'],
    [999_950, '1.0 M'],
    [25_557_032, '25.6 M'],
    [999_949_999, '999.9 M'],
    [1_300_000_000, '1.3 G'],
  ])('%d is %s', (count, text) => expect(plain(formatCount(count))).toBe(text));

  it('are parted at the thousands when whole', () => {
    expect(formatWhole(60_000)).toBe('60,000');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1 KiB'],
    [530_432, '518 KiB'],
    [1_572_864, '1.5 MiB'],
    [2 ** 30, '1 GiB'],
  ])('%d is %s', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));
});

describe('lengths of time', () => {
  it.each([
    [-0.2, '0.0 s'],
    [0.42, '0.4 s'],
    [9.97, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [185, '3 min 05 s'],
    [3599.6, '1 h 00 min'],
    [7800, '2 h 10 min'],
  ])('%d seconds are %s', (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text));
});

describe('dates', () => {
  it('are told in UTC wherever they are read', () => {
    expect(formatDay('2026-11-22T23:41:07.000Z')).toBe('22 Nov 2026');
    expect(formatDateTime('2026-11-22T23:41:07.000Z')).toBe('22 Nov 2026, 23:41:07 UTC');
  });
});

it('shortens real numbers to their significant digits', () => {
  expect(formatReal(1 / 255)).toBe('0.003922');
  expect(formatReal(-0.5)).toBe('\u22120.5');
  expect(formatReal(12445.678, 6)).toBe('12445.7');
});

it.each([
  [0, 'less than a minute'],
  [49, 'less than a minute'],
  [50, 'about a minute'],
  [89, 'about a minute'],
  [170, 'about 3 minutes'],
  [5300, 'about 88 minutes'],
  [7000, 'about 2 hours'],
])('an estimate of %d s is %s', (seconds, text) => expect(formatEstimate(seconds)).toBe(text));
