import type { Contingency } from '../contingency/contingency.ts';
import { entropy } from '../contingency/entropy.ts';
import type { TableSums } from '../contingency/table-sums.ts';
import { defineMetric, timesHundred } from './definition.ts';
import { explainedShare } from './homogeneity.ts';
import { mutualInformation, mutualInformationOf } from './mutual-information.ts';

/** MI / H(clusters), in [0, 1]: 1 if all images of each class are in one cluster. */
const completenessOf = (table: Contingency): number =>
  explainedShare(mutualInformation(table), entropy(table.rowSums, table.total));

const completenessOfSums = (sums: TableSums): number =>
  // Every class within one cluster: rounding must not tell such tables apart.
  sums.cells === sums.classes
    ? 1
    : mutualInformationOf(sums) / (Math.log(sums.images) - sums.clusterMoments / sums.images);

export const completeness = defineMetric({
  key: 'completeness',
  label: 'Completeness',
  name: 'Completeness',
  ...timesHundred,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary: 'How far all images of each class are in a single cluster.',
  description: 'Completeness on test: 1 if all images of each class are in a single cluster; in [0, 1].',
  formula: 'MI / H(clusters)',
  source: 'Rosenberg and Hirschberg, "V-measure", 2007',
  ranked: true,
  shownByDefault: false,
  symmetric: false,
  needsTrain: false,
  compute: ({ table }) => completenessOf(table),
  influence: { by: 'leaving-out', of: completenessOfSums },
});
