import type { ObjectStore } from '@clusterboard/artifacts';
import { type Database, retrySubmission, type SubmissionModel } from '@clusterboard/core';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { endedProblem, submissionMissing } from './ended-submission.ts';

export type RetrySubmission = (
  id: string,
  loaders: Loaders,
  requestId?: string,
) => Promise<Result<SubmissionModel>>;

/** Submits the file of a cancelled or failed submission once more, as it was submitted then. */
export function createRetrySubmission(database: Database, objects: ObjectStore): RetrySubmission {
  return async (id, loaders, requestId) => {
    const submission = await loaders.submission.load(id);
    if (submission === null) return failure(submissionMissing(id));
    const refusal =
      (await stateRefusal(submission, loaders)) ?? (await meansRefusal(submission, loaders, objects));
    if (refusal !== null) return failure(refusal);
    const outcome = await retrySubmission(database, id, requestId);
    if (outcome.kind === 'retried') return success(outcome.submission);
    // It cannot leave such a state again.
    throw new Error(`${id} was ${submission.state} and is ${outcome.kind}`);
  };
}

async function stateRefusal(submission: SubmissionModel, loaders: Loaders): Promise<Problem | null> {
  switch (submission.state) {
    case 'CANCELLED':
    case 'FAILED':
      return null;
    case 'REJECTED':
      return problem('MODEL_REJECTED', {});
    case 'RANKED':
    case 'WITHDRAWN':
      return endedProblem(submission, loaders);
    default:
      return problem('SUBMISSION_UNDER_WAY', {});
  }
}

/** Whether all that an evaluation needs is still there. */
async function meansRefusal(
  { encoderId, benchmarkId }: SubmissionModel,
  loaders: Loaders,
  objects: ObjectStore,
): Promise<Problem | null> {
  const { name, datasetId } = await loaders.benchmark.must(benchmarkId);
  const { available } = await loaders.dataset.must(datasetId);
  if (!available) return problem('BENCHMARK_WITHOUT_IMAGES', { name });
  const { sha256 } = await loaders.encoder.must(encoderId);
  return (await objects.has(sha256)) ? null : problem('MODEL_GONE', {});
}
