import { accuracy } from '../matching/matching.ts';
import { hitsOf } from './accuracy-readings.ts';
import { defineMetric, timesHundred } from './definition.ts';

/** The same number as accTestMajority, which reports have had from the first, under its usual name and ranked. */
export const purity = defineMetric({
  key: 'purity',
  label: 'Purity',
  name: 'Purity',
  ...timesHundred,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary:
    'Share of test images of the most frequent class of their cluster. Rises with the number of clusters.',
  description: 'Purity on test: share of images of the most frequent class of their cluster; in [0, 1].',
  formula: '(1/n) Σᵢ maxⱼ nᵢⱼ',
  source: 'Zhao and Karypis, "Criterion functions for document clustering", 2001',
  ranked: true,
  shownByDefault: false,
  symmetric: false,
  needsTrain: false,
  compute: ({ table, matchings }) => accuracy(table, matchings.accTestMajority),
  influence: { by: 'image', of: hitsOf('accTestMajority') },
});
