import { setTimeout as delay } from 'node:timers/promises';
import { type Database, deliverOutbox } from '@clusterboard/core';
import type { Logger } from 'pino';
import type { Deliver } from '../define-task.ts';

const pollMs = 250;

/**
 * Moves messages of `tasks` from the outbox to the queues until `stop`. Several workers may do so at once.
 * This is the one loop that is no task on a job scheduler: it fills the queue, so it must not wait in it,
 * and it has to go on while Redis is away.
 */
export async function deliverMessages(
  database: Database,
  tasks: readonly string[],
  deliver: Deliver,
  { log, stop }: { readonly log: Logger; readonly stop: AbortSignal },
): Promise<void> {
  while (!stop.aborted) {
    await deliverOutbox(database, tasks, deliver).catch((error: unknown) => {
      if (!stop.aborted) log.error({ err: error }, 'outbox delivery failed, retrying');
    });
    await delay(pollMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
