import type { ObjectStore } from '@clusterboard/artifacts';
import {
  cancelSubmission,
  type Database,
  retrySubmission,
  type SubmissionModel,
  TooManyPending,
} from '@clusterboard/core';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import { type SubmitRequester, tooManySubmissions } from '../platform/limits/submitters.ts';
import { isPostgresText } from '../platform/postgres-text.ts';

const submissionNotFound = (id: string): Problem => problem('SUBMISSION_NOT_FOUND', { id: id.slice(0, 80) });

const endings: Partial<Record<SubmissionModel['state'], string>> = {
  REJECTED: 'it was rejected',
  FAILED: 'its evaluation failed',
  WITHDRAWN: 'it was withdrawn from the leaderboard',
};

/** Why a submission that has ended can be neither cancelled nor retried. */
async function endedProblem({ state, benchmarkId }: SubmissionModel, database: Database): Promise<Problem> {
  if (state === 'RANKED') {
    const { name } = await database.benchmark.findUniqueOrThrow({ where: { id: benchmarkId } });
    return problem('SUBMISSION_PUBLISHED', { benchmark: name });
  }
  const how = endings[state];
  if (how === undefined) throw new Error(`${state} is not a final state`);
  return problem('SUBMISSION_ENDED', { how });
}

/** Cancels a pending submission. Idempotent. Fails if the submission has been published or has ended. */
export async function cancel(id: string, database: Database): Promise<Result<SubmissionModel>> {
  if (!isPostgresText(id)) return failure(submissionNotFound(id));
  const outcome = await cancelSubmission(database, id);
  if (outcome.kind === 'unknown') return failure(submissionNotFound(id));
  if (outcome.kind === 'ended') return failure(await endedProblem(outcome.submission, database));
  return success(outcome.submission);
}

export type RetrySubmission = (id: string, requester: SubmitRequester) => Promise<Result<SubmissionModel>>;

/** Submits the file of a cancelled or failed submission again, with the same settings. */
export function createRetrySubmission(database: Database, objects: ObjectStore): RetrySubmission {
  return async (id, requester) => {
    const submission = isPostgresText(id) ? await database.submission.findUnique({ where: { id } }) : null;
    if (submission === null) return failure(submissionNotFound(id));
    const refusal =
      (await stateRefusal(submission, database)) ?? (await inputsRefusal(submission, database, objects));
    if (refusal !== null) return failure(refusal);
    const outcome = await retrySubmission(database, id, requester).catch((error: unknown) => {
      if (error instanceof TooManyPending) return tooManySubmissions(error.pending, requester.submitter);
      throw error;
    });
    if ('code' in outcome) return failure(outcome);
    if (outcome.kind === 'retried') return success(outcome.submission);
    // A final state never changes.
    throw new Error(`${id} was ${submission.state} and is ${outcome.kind}`);
  };
}

async function stateRefusal(submission: SubmissionModel, database: Database): Promise<Problem | null> {
  switch (submission.state) {
    case 'CANCELLED':
    case 'FAILED':
      return null;
    case 'REJECTED':
      return problem('MODEL_REJECTED', {});
    case 'RANKED':
    case 'WITHDRAWN':
      return endedProblem(submission, database);
    default:
      return problem('SUBMISSION_UNDER_WAY', {});
  }
}

/** Whether the images and the model file still exist. */
async function inputsRefusal(
  { encoderId, benchmarkId }: SubmissionModel,
  database: Database,
  objects: ObjectStore,
): Promise<Problem | null> {
  const { name, dataset } = await database.benchmark.findUniqueOrThrow({
    where: { id: benchmarkId },
    include: { dataset: { select: { available: true } } },
  });
  if (!dataset.available) return problem('BENCHMARK_WITHOUT_IMAGES', { name });
  const { sha256 } = await database.encoder.findUniqueOrThrow({
    where: { id: encoderId },
    select: { sha256: true },
  });
  return (await objects.has(sha256)) ? null : problem('MODEL_GONE', {});
}
