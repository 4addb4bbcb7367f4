import type { Message } from '@clusterboard/core';
import { type Database, deliverOutbox, findUnheld } from '@clusterboard/core';
import type { Logger } from 'pino';
import { repeat } from '../repeat.ts';

export type Deliver = (messages: readonly Message[]) => Promise<void>;

const pollMilliseconds = 250;
const sweepMilliseconds = 5_000;

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
  const options = { log, stop, message: 'delivery failed; it is tried again' };
  await Promise.all([
    repeat(() => deliverOutbox(database, deliver), pollMilliseconds, options),
    repeat(async () => deliver(await findUnheld(database)), sweepMilliseconds, options),
  ]);
}
