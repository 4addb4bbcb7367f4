import {
  AttemptLost,
  type Claim,
  type ClaimRule,
  claimAttempt,
  endWithProblem,
  releaseAttempt,
  SubmissionCancelled,
} from '@clusterboard/core';
import {
  failure,
  PlatformFault,
  type Problem,
  problemTable,
  type Result,
  withoutFolder,
} from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import { holdLease } from './lease.ts';
import { causeOf, InputsUnreachable } from './pauses/fault-cause.ts';
import { proveInputs } from './pauses/proofs.ts';
import { closeThroughOutage, throughOutage } from './pauses/through-outage.ts';

/** How a delivery ended; only for the log, since what follows is decided in the database. */
export type Outcome =
  | 'done'
  | 'rejected'
  | 'skipped'
  | 'cancelled'
  | 'lost'
  | 'released'
  | 'paused'
  | 'fault';

/** Does a task's work. A problem that it returns ends the submission; a throw is a fault of ours. */
export type Work = (context: WorkerContext, claim: Claim, signal: AbortSignal) => Promise<Result<void>>;

/**
 * Claims a submission, keeps its lease while `work` runs and closes the attempt however it ends. Nothing is
 * claimed that would have to wait.
 */
export async function runAttempt(
  context: WorkerContext,
  rule: ClaimRule,
  submissionId: string,
  stop: AbortSignal,
  work: Work,
): Promise<Outcome> {
  if ((await proveInputs(context, submissionId)) !== null) return 'paused';
  const claimed = await claimAttempt(context.database, rule, submissionId, context.leaseSeconds);
  if (claimed.kind === 'skipped') return 'skipped';
  const { claim } = claimed;
  const log = context.log.child({ submissionId, attempt: claim.number });
  const own = { ...context, log };
  const lease = holdLease(own, claim);
  try {
    const signal = AbortSignal.any([stop, lease.signal]);
    const result = await work(own, claim, signal).catch((error: unknown) => {
      if (!(error instanceof PlatformFault) || signal.aborted) throw error;
      log.error({ err: error, problem: error.problem }, 'stored bytes are damaged');
      return failure(withoutFolder(error.problem, context.datasetsDir));
    });
    // A result that was published stays as it is instead; whoever asked for rescoring asks again.
    if (!result.ok && problemTable[result.problem.code].fault === 'platform' && rule.into !== null)
      throw new InputsUnreachable(result.problem);
    context.pauses.end(`submission:${submissionId}`);
    if (result.ok) return 'done';
    // A model is not to blame for what came of images or room that went away.
    if ((await proveInputs(own, submissionId)) !== null) return await pause(own, claim, stop, result.problem);
    log.info({ problem: result.problem }, 'submission ended with a problem');
    await throughOutage(own, claim, signal, () => endWithProblem(own.database, claim, result.problem));
    return 'rejected';
  } catch (error) {
    // What the work throws when it is aborted tells less than why it was.
    const cause = lease.signal.aborted ? lease.signal.reason : error;
    return await closeFailed(own, claim, cause, stop);
  } finally {
    lease.release();
  }
}

async function closeFailed(
  context: WorkerContext,
  claim: Claim,
  error: unknown,
  stop: AbortSignal,
): Promise<Outcome> {
  const { log, database, pauses } = context;
  const fields = { err: error };
  const close = (...[outcome, text]: [Parameters<typeof releaseAttempt>[2], string?]) =>
    closeThroughOutage(context, stop, () => releaseAttempt(database, claim, outcome, text));
  if (error instanceof SubmissionCancelled) {
    await close('CANCELLED');
    log.info(fields, 'submission cancelled');
    return 'cancelled';
  }
  if (error instanceof AttemptLost) {
    log.warn(fields, 'attempt lost to another worker');
    return 'lost';
  }
  if (stop.aborted) {
    await close('RELEASED');
    return 'released';
  }
  const cause = causeOf(error);
  const waiting = await proveInputs(context, claim.submissionId);
  if (waiting !== null || cause !== null) {
    if (waiting === null && cause !== null) pauses.begin(`submission:${claim.submissionId}`, cause);
    return await pause(context, claim, stop, cause ?? waiting?.problem);
  }
  log.error(fields, 'attempt failed');
  await close('FAULT', error instanceof Error ? String(error.stack) : String(error));
  return 'fault';
}

/** Puts an attempt off: it is taken up again, under the same number, when the pause is over. */
async function pause(
  context: WorkerContext,
  claim: Claim,
  stop: AbortSignal,
  reason: Problem | undefined,
): Promise<Outcome> {
  context.log.warn({ problem: reason }, 'attempt paused');
  await closeThroughOutage(context, stop, () =>
    releaseAttempt(context.database, claim, 'PAUSED', reason?.log ?? reason?.message),
  );
  return 'paused';
}
