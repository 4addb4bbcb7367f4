import { AttemptLost, type Claim, renewLease } from '@clusterboard/database';
import type { WorkerContext } from './context.ts';

export interface HeldLease {
  /** Aborted when another worker has taken over. */
  readonly signal: AbortSignal;
  release(): void;
}

/**
 * Renews a claim's lease three times as often as it would run out. A database that is away for a
 * moment is only logged: the lease may still be renewed in time, and late writes are fenced anyway.
 */
export function holdLease({ database, log, leaseSeconds }: WorkerContext, claim: Claim): HeldLease {
  const lost = new AbortController();
  const timer = setInterval(
    () => {
      renewLease(database, claim, leaseSeconds).catch((error: unknown) => {
        if (error instanceof AttemptLost) lost.abort(error);
        else log.warn({ err: error, submissionId: claim.submissionId }, 'could not renew the lease');
      });
    },
    (leaseSeconds * 1000) / 3,
  );
  return { signal: lost.signal, release: () => clearInterval(timer) };
}
