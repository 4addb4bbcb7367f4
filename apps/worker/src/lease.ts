import {
  AttemptLost,
  type Claim,
  refuseCancelled,
  renewLease,
  SubmissionCancelled,
} from '@clusterboard/core';
import type { WorkerContext } from './context.ts';

export interface HeldLease {
  /** Aborted when another worker has taken over (AttemptLost) or the submission was cancelled (SubmissionCancelled). */
  readonly signal: AbortSignal;
  release(): void;
}

/**
 * Renews a claim's lease three times as often as it would expire, and watches for a cancellation. A database
 * that is unreachable for a moment is only logged: the lease may still be renewed in time, a missed
 * cancellation is found at the next renewal, and late writes are fenced anyway.
 */
export function holdLease(context: WorkerContext, claim: Claim): HeldLease {
  const { database, log, leaseSeconds } = context;
  const over = new AbortController();
  const released = new AbortController();
  const end = (error: unknown) => {
    if (error instanceof AttemptLost || error instanceof SubmissionCancelled) over.abort(error);
    else log.warn({ err: error }, 'lease renewal failed, retrying');
  };
  const timer = setInterval(
    () => void renewLease(database, claim, leaseSeconds).catch(end),
    (leaseSeconds * 1000) / 3,
  );
  void watchCancellation(context, claim, AbortSignal.any([over.signal, released.signal]), end);
  return {
    signal: over.signal,
    release() {
      clearInterval(timer);
      released.abort();
    },
  };
}

async function watchCancellation(
  { database, changes }: WorkerContext,
  claim: Claim,
  stop: AbortSignal,
  end: (error: unknown) => void,
): Promise<void> {
  while (!stop.aborted) {
    // Before the reading, so that nothing can happen unseen between the two.
    const notified = changes.next('cancellation', claim.submissionId, stop);
    await refuseCancelled(database, claim).catch(end);
    await notified;
  }
}
