import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contingencyTable, type Labels } from '../contingency/contingency.ts';
import { finish } from '../cooperative.ts';
import { byMetric, definitionOf, metrics } from '../metrics/registry.ts';
import { type ScoredClustering, scoreClustering } from '../scoring/score-clustering.ts';
import type { Scores } from '../scoring/scores.ts';
import { influenceSteps } from './influence.ts';

const size = { rows: 7, cols: 5 };

/** All metrics of some images, by matchings that were made of others. */
function scoresOf(clusters: Labels, labels: Labels, { matchings }: ScoredClustering): Scores {
  const table = contingencyTable(clusters, labels, size);
  return byMetric((metric) => {
    const score = definitionOf(metric).compute({ table, matchings });
    return typeof score === 'number' ? score : finish(score);
  });
}

const image = fc.record({ cluster: fc.nat(size.rows - 1), label: fc.nat(size.cols - 1) });

describe('the influence of an image', () => {
  it('is what leaving it out takes away, times n − 1', () => {
    fc.assert(
      fc.property(fc.array(image, { minLength: 2, maxLength: 40 }), (images) => {
        const clusters = images.map(({ cluster }) => cluster);
        const labels = images.map(({ label }) => label);
        const split = { clusters, labels };
        const scored = scoreClustering(split, split, size.rows, size.cols);
        const { cellOf, values } = finish(influenceSteps({ clusters, ...scored }, labels, size));

        const left = images.map((_, i) => scoresOf(clusters.toSpliced(i, 1), labels.toSpliced(i, 1), scored));
        for (const [m, metric] of metrics.entries()) {
          const mean = left.reduce((sum, scores) => sum + scores[metric], 0) / images.length;
          for (const [i, scores] of left.entries()) {
            const influence = values[(cellOf[i] ?? -1) * metrics.length + m];
            expect(influence, metric).toBeCloseTo((images.length - 1) * (mean - scores[metric]), 8);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is none where there is one image', () => {
    const split = { clusters: [2], labels: [1] };
    const scored = scoreClustering(split, split, size.rows, size.cols);
    const { values } = finish(influenceSteps({ clusters: [2], ...scored }, [1], size));
    expect(values).toEqual(new Float64Array(metrics.length));
  });
});
