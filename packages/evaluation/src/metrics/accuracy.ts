import { classChances } from '../matching/exchangeable-clusters.ts';
import { accuracy } from '../matching/matching.ts';
import { defineMetric } from './definition.ts';

export const acc = defineMetric({
  key: 'acc',
  label: 'ACC',
  name: 'Accuracy',
  unit: '%',
  factor: 100,
  decimals: 2,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary: 'Share of test images whose cluster is matched to their class.',
  description:
    'Accuracy on test, clusters matched to classes on train by maximum linear assignment; in [0, 1].',
  formula: '(1/n) Σᵢ [class(i) = m(cluster(i))], m matched on train',
  source: 'Yang, Xu, Nie, Yan and Zhuang, "Image clustering using local discriminant models", 2010',
  ranked: true,
  shownByDefault: true,
  symmetric: false,
  needsTrain: true,
  compute: ({ table, matchings }) => accuracy(table, matchings.acc, matchings.exchangeable),
  influence: {
    by: 'image',
    of: ({ acc, exchangeable }) => {
      const chanceOf = classChances(acc, exchangeable);
      return (cluster, label) => {
        const { matched, among } = chanceOf(cluster, label);
        return matched / among;
      };
    },
  },
});
