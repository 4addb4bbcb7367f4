import { setTimeout as delay } from 'node:timers/promises';
import { type Database, deliverOutbox, findUnheld } from '@clusterboard/database';
import type { Message } from '@clusterboard/jobs';
import type { Logger } from 'pino';

export type Deliver = (messages: readonly Message[]) => Promise<void>;

const pollMilliseconds = 250;
const sweepMilliseconds = 5_000;

/** Runs `step` again and again until `stop`; a failure is logged and the next turn tries again. */
async function repeat(
  step: () => Promise<unknown>,
  milliseconds: number,
  log: Logger,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await step().catch((error: unknown) => log.error({ err: error }, 'delivery failed; it is tried again'));
    await delay(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * Moves messages from the outbox to the queues, and every few seconds sends what nobody holds once
 * more, until `stop`. Several workers may do so at once.
 */
export async function dispatch(
  database: Database,
  deliver: Deliver,
  log: Logger,
  stop: AbortSignal,
): Promise<void> {
  await Promise.all([
    repeat(() => deliverOutbox(database, deliver), pollMilliseconds, log, stop),
    repeat(async () => deliver(await findUnheld(database)), sweepMilliseconds, log, stop),
  ]);
}
