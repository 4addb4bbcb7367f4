import { describe, expect, it } from 'vitest';
import { metricCeiling, metricDisplay, metricKey, metrics } from './metrics.ts';

describe('metrics', () => {
  it('have a field and a display each', () => {
    expect(metrics.map(metricKey)).toEqual(['acc', 'ari', 'ami', 'mi']);
    expect(metrics.every((metric) => metricDisplay[metric].decimals > 0)).toBe(true);
  });

  it('end at 1, but mutual information at the entropy of the classes', () => {
    expect(metricCeiling('ACC', 10)).toBe(1);
    expect(metricCeiling('MI', 10)).toBeCloseTo(Math.log(10));
    expect(metricCeiling('MI', 1)).toBeGreaterThan(0);
  });
});
