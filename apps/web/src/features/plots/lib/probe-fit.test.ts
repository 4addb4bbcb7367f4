import { describe, expect, it } from 'vitest';
import { probeFit } from './probe-fit.ts';

const points = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([probe, accuracy]) => ({ probe, accuracy }));

describe('the fit of clustering against linear probe', () => {
  it('agrees with SciPy on the published results at 1000 clusters', () => {
    // scipy.stats.linregress, pearsonr and spearmanr on ImageNet's reported results.
    const fit = probeFit(
      points([
        [0.772, 0.3907],
        [0.752, 0.386],
        [0.73, 0.3317],
        [0.798, 0.3115],
        [0.711, 0.2309],
        [0.717, 0.224],
        [0.753, 0.1504],
        [0.613, 0.03],
      ]),
    );
    expect(fit?.slope).toBeCloseTo(1.7206217760403406, 10);
    expect(fit?.intercept).toBeCloseTo(-1.000444362841479, 10);
    expect(fit?.pearson).toBeCloseTo(0.7707265013287232, 10);
    expect(fit?.spearman).toBeCloseTo(0.5476190476190477, 10);
  });

  it('gives equal values the mean of their ranks, in whatever order they come', () => {
    const tied = points([
      [0.5, 0.1],
      [0.5, 0.4],
      [0.7, 0.2],
      [0.9, 0.3],
    ]);
    expect(probeFit(tied)?.spearman).toBeCloseTo(0.10540925533894598, 10);
    expect(probeFit(tied.toReversed())?.spearman).toBeCloseTo(0.10540925533894598, 10);
  });

  it.each([
    ['nothing', []],
    ['one point', [[0.9, 0.5]]],
    [
      'two points, which lie on a line whatever they are',
      [
        [0.9, 0.5],
        [0.8, 0.4],
      ],
    ],
    [
      'points one above the other',
      [
        [0.9, 0.5],
        [0.9, 0.4],
        [0.9, 0.3],
      ],
    ],
    [
      'points of one accuracy',
      [
        [0.9, 0.5],
        [0.8, 0.5],
        [0.7, 0.5],
      ],
    ],
  ] as const)('is none of %s', (_name, pairs) => {
    expect(probeFit(points(pairs))).toBeNull();
  });
});
