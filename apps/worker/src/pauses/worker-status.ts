import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '@clusterboard/artifacts';
import { removeEndedWorkers, removeWorker, reportWorker, type StoredPause } from '@clusterboard/core';
import type { WorkerContext } from '../context.ts';
import { sandboxObstacle } from '../sandbox-gate.ts';
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

/** Whether a process other than this one has that id; one of another user counts too. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Until `stop`, writes every few seconds that this worker is there, why it waits and whether it runs models of
 * strangers, and at once what changes; then takes it back.
 *
 * @returns what resolves after the first report, and when all has been taken back
 */
export async function reportStatus(
  context: WorkerContext,
  stop: AbortSignal,
): Promise<{ readonly ended: Promise<void> }> {
  const { database, pauses, log } = context;
  const worker = { id: randomUUID(), host: hostname(), pid: process.pid };
  const notWritten = (error: unknown) => log.debug({ err: error }, 'status not written');
  let changed = new AbortController();
  pauses.onChange = () => changed.abort();
  let told = '';
  let obstacle: string | null = null;
  const report = async (): Promise<void> => {
    changed = new AbortController();
    await prove(context).catch((error: unknown) => log.warn({ err: error }, 'storage not proven'));
    const found = await sandboxObstacle(context);
    if (found !== obstacle && found !== null)
      log.warn({ obstacle: found }, 'models of strangers are not run');
    if (found === null && obstacle !== null) log.info('models of strangers are run again');
    const list = pauses.list().map(stored);
    const now = list.map(({ scope, code }) => `${scope} ${code}`).join(', ');
    const differs = now !== told || found !== obstacle;
    if (now !== told) log.warn({ pauses: list }, now === '' ? 'pauses are over' : 'paused');
    told = now;
    obstacle = found;
    await reportWorker(database, { ...worker, pauses: list, obstacle }, differs).catch(notWritten);
  };
  const keepReporting = async (): Promise<void> => {
    while (!stop.aborted) {
      await delay(everyMs, undefined, { signal: AbortSignal.any([stop, changed.signal]) }).catch(
        () => undefined,
      );
      if (!stop.aborted) await report();
    }
    await removeWorker(database, worker.id).catch(notWritten);
  };
  await removeEndedWorkers(database, worker.host, isRunning).catch(notWritten);
  await report();
  return { ended: keepReporting() };
}
