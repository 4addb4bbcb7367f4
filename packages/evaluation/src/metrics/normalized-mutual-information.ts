import { type Contingency, isSamePartition } from '../contingency/contingency.ts';
import { meanEntropy } from '../contingency/entropy.ts';
import { meanEntropyOf, samePartition, type TableSums } from '../contingency/table-sums.ts';
import { defineMetric, timesHundred } from './definition.ts';
import { mutualInformation, mutualInformationOf } from './mutual-information.ts';

/** Mutual information over the arithmetic mean of the entropies, in [0, 1]: the V-measure. */
export function normalizedMutualInformation(table: Contingency): number {
  if (isSamePartition(table)) return 1;
  return Math.min(1, mutualInformation(table) / meanEntropy(table));
}

const normalizedMutualInformationOf = (sums: TableSums): number =>
  samePartition(sums) ? 1 : mutualInformationOf(sums) / meanEntropyOf(sums);

export const nmi = defineMetric({
  key: 'nmi',
  label: 'NMI',
  name: 'Normalised mutual information',
  ...timesHundred,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary:
    'Mutual information of clusters and classes, normalised but not adjusted for chance. Equals the V-measure.',
  description:
    'Normalised mutual information on test (arithmetic mean), the same as the V-measure; in [0, 1].',
  formula: 'MI / ((H(clusters) + H(classes)) / 2)',
  source: 'Strehl and Ghosh, "Cluster ensembles", 2002; Rosenberg and Hirschberg, "V-measure", 2007',
  ranked: true,
  shownByDefault: false,
  symmetric: true,
  needsTrain: false,
  compute: ({ table }) => normalizedMutualInformation(table),
  influence: { by: 'leaving-out', of: normalizedMutualInformationOf },
});
