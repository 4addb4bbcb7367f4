import { failure, PlatformFault, type Problem, problem, type Result } from '@clusterboard/problems';

const damage = (file: string, reason: string): Problem => problem('DATASET_DAMAGED', { file, reason });

/** DATASET_DAMAGED for one file; the reason ends without a full stop. */
export const damaged = (file: string, reason: string): Result<never> => failure(damage(file, reason));

const otherHash = (expected: string, found: string): string =>
  `its SHA-256 is ${found}, but the manifest says ${expected}`;

/** DATASET_DAMAGED for a file that has not the hash that its manifest says. */
export const hashMismatch = (file: string, expected: string, found: string): Result<never> =>
  damaged(file, otherHash(expected, found));

/** @throws PlatformFault DATASET_DAMAGED unless a file has the hash that its manifest says */
export function requireFileHash(file: string, expected: string, found: string): void {
  if (found !== expected) throw new PlatformFault(damage(file, otherHash(expected, found)));
}
