import { contingencyTable, type Labels } from '../contingency/contingency.ts';
import { adjustedMutualInformation } from '../metrics/adjusted-mutual-information.ts';
import { adjustedRandIndex } from '../metrics/adjusted-rand.ts';

/** How alike two clusterings of the same images are, whatever their clusters are called. */
export interface AssignmentAgreement {
  readonly ari: number;
  readonly ami: number;
}

/**
 * ARI and AMI between two assignments of the same images, or their means over several pairs of them, such
 * as two entries' runs seed by seed. Symmetric; both 1 for the same partitions.
 *
 * Throws a RangeError when there are no pairs, or lengths differ.
 */
export function assignmentAgreement(pairs: readonly (readonly [Labels, Labels])[]): AssignmentAgreement {
  if (pairs.length === 0) throw new RangeError('an agreement of no assignments');
  let [ari, ami] = [0, 0];
  for (const [one, other] of pairs) {
    const table = contingencyTable(one, other);
    ari += adjustedRandIndex(table);
    ami += adjustedMutualInformation(table);
  }
  return { ari: ari / pairs.length, ami: ami / pairs.length };
}

/** Mean ARI of {@link assignmentAgreement} alone, at a fraction of its cost. */
export function meanAdjustedRand(pairs: readonly (readonly [Labels, Labels])[]): number {
  if (pairs.length === 0) throw new RangeError('an agreement of no assignments');
  const sum = pairs.reduce(
    (total, [one, other]) => total + adjustedRandIndex(contingencyTable(one, other)),
    0,
  );
  return sum / pairs.length;
}

/** Mean ARI over the seeds from which two entries count as near-duplicates; docs/views.md tells why. */
export const nearDuplicateAri = 0.95;

interface Resemblance {
  /** Mean ARI between the entries' test assignments, seed by seed. */
  readonly ari: number;
  /** Whether the features of both are the same bytes. */
  readonly sameFeatures: boolean;
}

/** Whether two entries can hardly be distinguished by what they do: one encoder under two names, or nearly. */
export const isNearDuplicate = ({ ari, sameFeatures }: Resemblance): boolean =>
  sameFeatures || ari >= nearDuplicateAri;
