import { type ClaimRule, type WaitingSubmission, waitingInTurn } from '@clusterboard/core';
import { type Outcome, runAttempt, type Work } from '../attempt.ts';
import type { WorkerContext } from '../context.ts';
import { mayRun } from '../sandbox-gate.ts';

/** Nothing was begun. */
const notServed: readonly Outcome[] = ['skipped', 'paused'];

async function serve(
  context: WorkerContext,
  rule: ClaimRule,
  { submissionId, datasetSlug, requestId }: WaitingSubmission,
  stop: AbortSignal,
  work: Work,
): Promise<Outcome> {
  const scopes = ['all', `dataset:${datasetSlug}`, `submission:${submissionId}`] as const;
  if (context.pauses.waiting(scopes) !== null) return 'paused';
  // It waits for a worker that can; see `deliver-stalled`.
  if (!(await mayRun(context, submissionId))) return 'skipped';
  const request = requestId === null ? {} : { requestId };
  const log = context.log.child(request);
  const outcome = await runAttempt({ ...context, ...request, log }, rule, submissionId, stop, work);
  log.debug({ submissionId, outcome }, 'served');
  return outcome;
}

/**
 * Serves what waits for a task until nothing is left that this worker can take, each time whose turn it is by the
 * database. A job only says that something waits: which submission it was for doesn't matter.
 *
 * @returns how the last one ended
 */
export async function serveInTurn(
  context: WorkerContext,
  rule: ClaimRule,
  stop: AbortSignal,
  work: Work,
): Promise<Outcome> {
  let last: Outcome = 'skipped';
  // What was put off, by us or by a fault, is delivered again; trying it here at once would only spin.
  const tried = new Set<string>();
  const next = async (): Promise<Outcome | null> => {
    // Another lane has one of theirs. While this one goes down its list, that may end: what then came next would
    // overtake what was passed over.
    const passedOver = new Set<string | null>();
    for (const waiting of await waitingInTurn(context.database, rule)) {
      if (stop.aborted || tried.has(waiting.submissionId) || passedOver.has(waiting.client)) continue;
      const outcome = await serve(context, rule, waiting, stop, work);
      if (outcome === 'skipped') {
        if (rule.onePerClient && waiting.client !== null) passedOver.add(waiting.client);
        continue;
      }
      tried.add(waiting.submissionId);
      if (!notServed.includes(outcome)) return outcome;
    }
    return null;
  };
  for (let outcome = await next(); outcome !== null; outcome = await next()) last = outcome;
  return last;
}
