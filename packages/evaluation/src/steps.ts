import { setImmediate as nextTurn } from 'node:timers/promises';
import { AbortError } from '@clusterboard/clustering';

/** Work that can pause: others may run at every `yield`. No more than some ten milliseconds lie between two. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs the work to its end without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const turn = 10;

/**
 * Runs the work in turns of some ten milliseconds, with the event loop served in between. Rejects with
 * an `AbortError` at the first step after `signal` has stopped it. The result is that of {@link finish}.
 */
export async function finishInTurns<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const until = performance.now() + turn;
    do {
      if (signal?.aborted) throw new AbortError(signal);
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < until);
    await nextTurn();
  }
}
