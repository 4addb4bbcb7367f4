import { describe, expect, it } from 'vitest';
import { defaultMetrics, metricCeiling, metricDisplay, metrics, metricTitle, scoreOf } from './metrics.ts';

describe('metrics', () => {
  it('have a display each, ACC, ARI, AMI and MI first of all', () => {
    expect(defaultMetrics).toEqual(['ACC', 'ARI', 'AMI', 'MI']);
    expect(metrics).toEqual(expect.arrayContaining([...defaultMetrics, 'NMI']));
    expect(metrics.every((metric) => metricDisplay[metric].decimals > 0)).toBe(true);
    expect(metricTitle('ARI')).toBe('Adjusted Rand index (ARI)');
  });

  it('end at 1, but mutual information at the entropy of the classes', () => {
    expect(metricCeiling('ACC', 10)).toBe(1);
    expect(metricCeiling('MI', 10)).toBeCloseTo(Math.log(10));
    expect(metricCeiling('MI', 1)).toBeGreaterThan(0);
  });

  it('are null where a result is older than they', () => {
    const ari = { metric: 'ARI', mean: 0.5, standardDeviation: 0, interval: null } as const;
    expect(scoreOf({ values: [ari] }, 'ARI')).toBe(ari);
    expect(scoreOf({ values: [ari] }, 'NMI')).toBeNull();
  });
});
