import { finish, type Steps } from '../cooperative.ts';
import { type Contingency, hasOneGroup, isSamePartition } from './contingency.ts';
import { expectedMutualInformationSteps } from './expected-mutual-information.ts';
import { meanEntropy, mutualInformation } from './mutual-information.ts';

/**
 * (MI − E[MI]) / ((H(rows) + H(columns)) / 2 − E[MI]): at most 1, which it is for the same partition
 * (one group on both sides, or an image a group, included), and 0 on average for independent ones.
 */
export const adjustedMutualInformation = (table: Contingency): number =>
  finish(adjustedMutualInformationSteps(table));

/** {@link adjustedMutualInformation}, with pauses. */
export function* adjustedMutualInformationSteps(table: Contingency): Steps<number> {
  if (isSamePartition(table)) return 1;
  if (hasOneGroup(table)) return 0;
  const expected = yield* expectedMutualInformationSteps(table);
  return Math.min(1, (mutualInformation(table) - expected) / (meanEntropy(table) - expected));
}
