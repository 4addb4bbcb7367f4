import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, isDatabaseUnreachable, renewLease } from '@clusterboard/core';
import type { WorkerContext } from '../context.ts';

const firstMs = 500;
const longestMs = 10_000;

interface Repeat {
  /** Called before each repetition; a database that is still away is waited for. */
  readonly before?: () => Promise<void>;
  /** Ends the repetitions. */
  readonly signal: AbortSignal;
}

async function repeat<T>({ log }: WorkerContext, write: () => Promise<T>, options: Repeat): Promise<T> {
  for (let waitMs = firstMs; ; waitMs = Math.min(2 * waitMs, longestMs)) {
    try {
      if (waitMs > firstMs) await options.before?.();
      return await write();
    } catch (error) {
      if (!isDatabaseUnreachable(error) || options.signal.aborted) throw error;
      log.warn({ err: error }, 'database unreachable, repeating');
    }
    await delay(waitMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/**
 * Does a write of an attempt, again and again while the database is away. Its lease is renewed first: nobody can
 * have taken the submission over meanwhile. A write that was committed unheard ends in AttemptLost.
 */
export const throughOutage = <T>(
  context: WorkerContext,
  claim: Claim,
  signal: AbortSignal,
  write: () => Promise<T>,
): Promise<T> =>
  repeat(context, write, {
    before: () => renewLease(context.database, claim, context.leaseSeconds),
    signal,
  });

/** How long the end of an attempt is still tried to be written by a worker that stops. */
const stopMs = 5_000;

/** Writes the end of an attempt, whenever the database can be reached; a worker that stops does not wait long. */
export function closeThroughOutage(
  context: WorkerContext,
  stop: AbortSignal,
  write: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const limit = () => void setTimeout(() => ended.abort(), stopMs).unref();
  if (stop.aborted) limit();
  else stop.addEventListener('abort', limit, { once: true });
  return repeat(context, write, { signal: ended.signal }).finally(() =>
    stop.removeEventListener('abort', limit),
  );
}
