import type { SubmissionModel } from '@clusterboard/database/models';
import type { Database } from '../infra/database.ts';
import { transition } from './attempt-store.ts';
import { isFinal } from './states.ts';

export type CancelOutcome =
  /** Nothing of it will be published, whether it was cancelled now or before. */
  | { readonly kind: 'cancelled'; readonly submission: SubmissionModel }
  /** It has come to another end first. */
  | { readonly kind: 'ended'; readonly submission: SubmissionModel }
  | { readonly kind: 'unknown' };

/**
 * Cancels a submission that is waiting or under way. Only its own row is locked: a worker that publishes
 * locks it last, so that one of the two comes first and the other finds out. The worker's attempt stays open
 * until the worker closes it.
 */
export async function cancelSubmission(database: Database, submissionId: string): Promise<CancelOutcome> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT 1 FROM "Submission" WHERE "id" = ${submissionId} FOR UPDATE`;
    const submission = await transaction.submission.findUnique({ where: { id: submissionId } });
    if (submission === null) return { kind: 'unknown' };
    if (submission.state === 'CANCELLED') return { kind: 'cancelled', submission };
    if (isFinal(submission.state)) return { kind: 'ended', submission };
    await transition(transaction, submissionId, 'CANCELLED');
    await transaction.$executeRaw`SELECT pg_notify('cancellation', ${submissionId})`;
    const cancelled = await transaction.submission.findUniqueOrThrow({ where: { id: submissionId } });
    return { kind: 'cancelled', submission: cancelled };
  });
}
