import { describe, expect, it } from 'vitest';
import { seedDomain, share } from './seed-domain.ts';

describe('the range of a seed plot', () => {
  it('holds every run with room at both ends', () => {
    const domain = seedDomain([0.5, 0.6, 0.55]);
    expect(domain.low).toBeCloseTo(0.48);
    expect(domain.high).toBeCloseTo(0.62);
    expect(share(domain, 0.55)).toBeCloseTo(0.5);
  });

  it('does not blow rounding noise up', () => {
    const { low, high } = seedDomain([0.5, 0.5 + 1e-9]);
    expect(high - low).toBeCloseTo(0.002);
  });
});
