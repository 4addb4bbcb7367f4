import { expect, it } from 'vitest';
import { describeVerdict } from './verdict.ts';

const pair = {
  a: { name: 'SimCLR' },
  b: { name: 'VICReg' },
  metric: 'ACC',
  difference: 0.021,
  interval: { low: 0.015, high: 0.027 },
} as const;

it('says which is better, and by how much', () => {
  expect(describeVerdict({ ...pair, verdict: 'A_BETTER' })).toBe(
    'SimCLR is better than VICReg by 2.10 ± 0.60 points.',
  );
});

it('names the better one first, and never a negative difference', () => {
  const turned = { ...pair, difference: -0.021, interval: { low: -0.027, high: -0.015 } };
  expect(describeVerdict({ ...turned, verdict: 'B_BETTER' })).toBe(
    'VICReg is better than SimCLR by 2.10 ± 0.60 points.',
  );
});

it('says when the data cannot tell', () => {
  expect(describeVerdict({ ...pair, verdict: 'CANNOT_TELL' })).toBe(
    'SimCLR and VICReg are statistically tied.',
  );
});

it('claims nothing without an interval', () => {
  expect(describeVerdict({ ...pair, interval: null, verdict: null })).toBe(
    'SimCLR and VICReg differ by 2.10 points; significance unknown.',
  );
});

it('measures mutual information in nats', () => {
  const nats = { ...pair, metric: 'MI', difference: 0.12, interval: { low: 0.1, high: 0.14 } } as const;
  expect(describeVerdict({ ...nats, verdict: 'A_BETTER' })).toBe(
    'SimCLR is better than VICReg by 0.120 ± 0.020 nats.',
  );
});
