import { cancelSubmission, type Database, type SubmissionModel } from '@clusterboard/core';
import { failure, type Result, success } from '@clusterboard/problems';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { endedProblem, submissionMissing } from './ended-submission.ts';

/**
 * Cancels a submission that is waiting or under way; once more does no harm. One that was published first is
 * published, and whoever asked is told so.
 */
export async function cancel(
  id: string,
  database: Database,
  loaders: Loaders,
): Promise<Result<SubmissionModel>> {
  // Postgres has no NUL in its texts and refuses to compare with one.
  if (id.includes('\0')) return failure(submissionMissing(id));
  const outcome = await cancelSubmission(database, id);
  if (outcome.kind === 'unknown') return failure(submissionMissing(id));
  if (outcome.kind === 'ended') return failure(await endedProblem(outcome.submission, loaders));
  return success(outcome.submission);
}
