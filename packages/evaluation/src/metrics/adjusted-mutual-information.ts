import { type Contingency, hasOneGroup, isSamePartition } from '../contingency/contingency.ts';
import { meanEntropy } from '../contingency/entropy.ts';
import { expectedMutualInformationSteps } from '../contingency/expected-mutual-information.ts';
import {
  informationOf,
  meanEntropyOf,
  oneGroup,
  samePartition,
  type TableSums,
} from '../contingency/table-sums.ts';
import { finish, type Steps } from '../cooperative.ts';
import { defineMetric, timesHundred } from './definition.ts';
import { mutualInformation } from './mutual-information.ts';

/**
 * (MI − E[MI]) / ((H(rows) + H(columns)) / 2 − E[MI]): at most 1, which it is for the same partition
 * (one group on both sides, or an image a group, included), and 0 on average for independent ones.
 */
export const adjustedMutualInformation = (table: Contingency): number =>
  finish(adjustedMutualInformationSteps(table));

/** {@link adjustedMutualInformation}, with pauses. */
function* adjustedMutualInformationSteps(table: Contingency): Steps<number> {
  if (isSamePartition(table)) return 1;
  if (hasOneGroup(table)) return 0;
  const expected = yield* expectedMutualInformationSteps(table);
  return Math.min(1, (mutualInformation(table) - expected) / (meanEntropy(table) - expected));
}

function adjustedMutualInformationOf(sums: TableSums): number {
  if (samePartition(sums)) return 1;
  if (oneGroup(sums)) return 0;
  const mi = informationOf(sums, sums.cellMoments);
  const expected = Math.max(0, informationOf(sums, sums.expectedCellMoments));
  return (mi - expected) / (meanEntropyOf(sums) - expected);
}

export const ami = defineMetric({
  key: 'ami',
  label: 'AMI',
  name: 'Adjusted mutual information',
  ...timesHundred,
  range: { min: -1, max: 1 },
  direction: 'higher',
  summary: 'Mutual information of clusters and classes, adjusted for chance (0 = chance).',
  description: 'Adjusted mutual information on test (arithmetic mean); at most 1, 0 for chance.',
  formula: '(MI − E[MI]) / ((H(clusters) + H(classes)) / 2 − E[MI])',
  source: 'Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison", 2010',
  ranked: true,
  shownByDefault: true,
  symmetric: true,
  needsTrain: false,
  compute: ({ table }) => adjustedMutualInformationSteps(table),
  influence: { by: 'leaving-out', of: adjustedMutualInformationOf },
});
