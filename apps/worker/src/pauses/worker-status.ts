import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { removeWorker, reportWorker, type StoredPause } from '@clusterboard/core';
import type { WorkerContext } from '../context.ts';
import type { Pause } from './pauses.ts';
import { proveStorage } from './proofs.ts';

const everyMs = 5_000;

const stored = ({ scope, problem: { code, message, advice }, since, retryAt }: Pause): StoredPause => ({
  scope,
  code,
  message,
  advice,
  since,
  retryAt,
});

/** Proves the storage; so a pause is seen, and ends, also without work. */
async function prove(context: WorkerContext): Promise<void> {
  const { pauses } = context;
  await pauses.proveAgain();
  if (pauses.waiting(['all']) !== null) return;
  const proof = () => proveStorage(context);
  const proven = await proof();
  if (!proven.ok) pauses.begin('all', proven.problem, proof);
}

/** Until `stop`, writes every few seconds that this worker is there and why it waits, and at once what changes. */
export async function reportStatus(context: WorkerContext, stop: AbortSignal): Promise<void> {
  const { database, pauses, log } = context;
  const id = randomUUID();
  let changed = new AbortController();
  pauses.onChange = () => changed.abort();
  let told = '';
  while (!stop.aborted) {
    changed = new AbortController();
    await prove(context).catch((error: unknown) => log.warn({ err: error }, 'storage not proven'));
    const list = pauses.list().map(stored);
    const now = list.map(({ scope, code }) => `${scope} ${code}`).join(', ');
    const differs = now !== told;
    if (differs) log.warn({ pauses: list }, now === '' ? 'pauses are over' : 'paused');
    told = now;
    await reportWorker(database, { id, pauses: list }, differs).catch((error: unknown) =>
      log.debug({ err: error }, 'status not written'),
    );
    await delay(everyMs, undefined, { signal: AbortSignal.any([stop, changed.signal]) }).catch(
      () => undefined,
    );
  }
  await removeWorker(database, id).catch(() => undefined);
}
