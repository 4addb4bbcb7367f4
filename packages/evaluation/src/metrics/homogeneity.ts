import type { Contingency } from '../contingency/contingency.ts';
import { entropy } from '../contingency/entropy.ts';
import type { TableSums } from '../contingency/table-sums.ts';
import { defineMetric, timesHundred } from './definition.ts';
import { mutualInformation, mutualInformationOf } from './mutual-information.ts';

/** Share of an entropy that the mutual information accounts for; 1 of none. Both in nats. */
export const explainedShare = (information: number, of: number): number =>
  of === 0 ? 1 : Math.min(1, information / of);

/** MI / H(classes), in [0, 1]: 1 if each cluster has images of one class only. */
const homogeneityOf = (table: Contingency): number =>
  explainedShare(mutualInformation(table), entropy(table.colSums, table.total));

const homogeneityOfSums = (sums: TableSums): number =>
  // Every cluster within one class: rounding must not tell such tables apart.
  sums.cells === sums.clusters
    ? 1
    : mutualInformationOf(sums) / (Math.log(sums.images) - sums.classMoments / sums.images);

export const homogeneity = defineMetric({
  key: 'homogeneity',
  label: 'Homogeneity',
  name: 'Homogeneity',
  ...timesHundred,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary: 'How far each cluster contains images of a single class only.',
  description: 'Homogeneity on test: 1 if each cluster has images of a single class only; in [0, 1].',
  formula: 'MI / H(classes)',
  source: 'Rosenberg and Hirschberg, "V-measure", 2007',
  ranked: true,
  shownByDefault: false,
  symmetric: false,
  needsTrain: false,
  compute: ({ table }) => homogeneityOf(table),
  influence: { by: 'leaving-out', of: homogeneityOfSums },
});
