import type { SubmissionModel } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';
import type { Loaders } from '../platform/loaders/loaders.ts';

const longestId = 80;

export const submissionMissing = (id: string): Problem =>
  problem('SUBMISSION_NOT_FOUND', { id: id.slice(0, longestId) });

const endings: Partial<Record<SubmissionModel['state'], string>> = {
  REJECTED: 'it was rejected',
  FAILED: 'its evaluation failed',
  WITHDRAWN: 'it was withdrawn from the leaderboard',
};

/** Why nothing can be done any more about a submission that has ended. */
export async function endedProblem(
  { state, benchmarkId }: SubmissionModel,
  loaders: Loaders,
): Promise<Problem> {
  if (state === 'RANKED') {
    const { name } = await loaders.benchmark.must(benchmarkId);
    return problem('SUBMISSION_PUBLISHED', { benchmark: name });
  }
  const how = endings[state];
  if (how === undefined) throw new Error(`${state} is no end of a submission`);
  return problem('SUBMISSION_ENDED', { how });
}
