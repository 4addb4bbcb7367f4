import { failure, problem, type Result } from '@clusterboard/problems';

/** DATASET_DAMAGED for one file; the reason ends without a full stop. */
export const damaged = (file: string, reason: string): Result<never> =>
  failure(problem('DATASET_DAMAGED', { file, reason }));
