import { randomUUID } from 'node:crypto';
import { isExample, removeRunner, reportRunner } from '@clusterboard/core';
import { bubblewrapObstacle } from '@clusterboard/extraction';
import type { WorkerContext } from './context.ts';

const reportMs = 20_000;

/** Why the sandbox that is demanded does not work, in one line; null where it works or none is wanted. */
async function sandboxObstacle({ runner, executionProviders }: WorkerContext): Promise<string | null> {
  if (runner.sandbox !== 'bubblewrap') return null;
  const obstacle = await bubblewrapObstacle({ runnerEntry: runner.entry, executionProviders });
  return obstacle?.split('\n')[0]?.slice(0, 300).replace(/\.+$/, '') ?? null;
}

/** Whether the model of a submission may run here: without a sandbox, the shipped examples only. */
export async function mayRun(context: WorkerContext, submissionId: string): Promise<boolean> {
  const obstacle = await sandboxObstacle(context);
  return obstacle === null || (await isExample(context.database, submissionId));
}

/**
 * Tells the database whether this worker runs models of strangers, now and every 20 s until `stop`, so that the
 * API and the pages can say so; then takes back what it told.
 *
 * @returns what resolves when it has been told for the first time, and when it has been taken back
 */
export async function announceRunner(
  context: WorkerContext,
  stop: AbortSignal,
): Promise<{ readonly ended: Promise<void> }> {
  const { database, log } = context;
  const id = randomUUID();
  let last: string | null | undefined;
  const tell = async (): Promise<void> => {
    const obstacle = await sandboxObstacle(context);
    if (obstacle !== last && obstacle !== null) log.warn({ obstacle }, 'models of strangers are not run');
    if (obstacle === null && typeof last === 'string') log.info('models of strangers are run again');
    last = obstacle;
    await reportRunner(database, { id, obstacle });
  };
  const failed = (error: unknown) => log.warn({ err: error }, 'report of the sandbox failed, retrying');
  if (context.runner.sandbox === 'none')
    log.warn('RUNNER_SANDBOX=none: models run without a sandbox, with the rights of this process');
  await tell().catch(failed);
  let telling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    telling = telling.then(tell).catch(failed);
  }, reportMs);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      clearInterval(timer);
      resolve(telling.then(() => removeRunner(database, id)).catch(failed));
    };
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
  });
  return { ended };
}
