import { setImmediate as nextTurn } from 'node:timers/promises';
import { AbortError } from '@clusterboard/clustering';

/** Work that can pause at every `yield`. The time between two yields must not exceed about ten milliseconds. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs the work to completion without pausing. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const sliceMs = 10;

/**
 * Runs the work in slices of about ten milliseconds and lets the event loop run in between. Rejects with
 * an `AbortError` at the first step after `signal` is aborted. The result equals that of {@link finish}.
 */
export async function runCooperatively<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs;
    do {
      if (signal?.aborted) throw new AbortError(signal);
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < until);
    await nextTurn();
  }
}
