import { mentionsDiskFull } from '@clusterboard/artifacts';
import {
  AttemptLost,
  type Claim,
  type ClaimRule,
  claimAttempt,
  endWithProblem,
  releaseAttempt,
  SubmissionCancelled,
} from '@clusterboard/core';
import type { Result } from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import { holdLease } from './lease.ts';

/** How a delivery ended; only for the log, since what follows is decided in the database. */
export type Outcome = 'done' | 'rejected' | 'skipped' | 'cancelled' | 'lost' | 'released' | 'fault';

/** Does a task's work. A problem that it returns ends the submission; a throw is a fault of ours. */
export type Work = (context: WorkerContext, claim: Claim, signal: AbortSignal) => Promise<Result<void>>;

/** Claims a submission, keeps its lease while `work` runs and closes the attempt however it ends. */
export async function runAttempt(
  context: WorkerContext,
  rule: ClaimRule,
  submissionId: string,
  stop: AbortSignal,
  work: Work,
): Promise<Outcome> {
  const claimed = await claimAttempt(context.database, rule, submissionId, context.leaseSeconds);
  if (claimed.kind === 'skipped') return 'skipped';
  const { claim } = claimed;
  const log = context.log.child({ submissionId, attempt: claim.number });
  const lease = holdLease({ ...context, log }, claim);
  try {
    const result = await work({ ...context, log }, claim, AbortSignal.any([stop, lease.signal]));
    if (result.ok) return 'done';
    log.info({ problem: result.problem }, 'submission ended with a problem');
    await endWithProblem(context.database, claim, result.problem);
    return 'rejected';
  } catch (error) {
    // What the work throws when it is aborted tells less than why it was.
    const cause = lease.signal.aborted ? lease.signal.reason : error;
    return await closeFailed({ ...context, log }, claim, cause, stop.aborted);
  } finally {
    lease.release();
  }
}

async function closeFailed(
  { database, log }: WorkerContext,
  claim: Claim,
  error: unknown,
  stopped: boolean,
): Promise<Outcome> {
  const fields = { err: error };
  if (error instanceof SubmissionCancelled) {
    await releaseAttempt(database, claim, 'CANCELLED');
    log.info(fields, 'submission cancelled');
    return 'cancelled';
  }
  if (error instanceof AttemptLost) {
    log.warn(fields, 'attempt lost to another worker');
    return 'lost';
  }
  if (stopped) {
    await releaseAttempt(database, claim, 'RELEASED');
    return 'released';
  }
  log.error(fields, 'attempt failed');
  const text = error instanceof Error ? String(error.stack) : String(error);
  // The runner's child can only pass its error on as text.
  const outcome = mentionsDiskFull(text) ? 'STORAGE_FULL' : 'FAULT';
  await releaseAttempt(database, claim, outcome, text);
  return 'fault';
}
