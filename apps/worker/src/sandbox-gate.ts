import { isExample } from '@clusterboard/core';
import { bubblewrapObstacle } from '@clusterboard/extraction';
import type { WorkerContext } from './context.ts';

/** Why the sandbox that is demanded does not work, in one line; null where it works or none is wanted. */
export async function sandboxObstacle({ runner, executionProviders }: WorkerContext): Promise<string | null> {
  if (runner.sandbox !== 'bubblewrap') return null;
  const obstacle = await bubblewrapObstacle({ runnerEntry: runner.entry, executionProviders });
  return obstacle?.split('\n')[0]?.slice(0, 300).replace(/\.+$/, '') ?? null;
}

/** Whether the model of a submission may run here: without a sandbox, the shipped examples only. */
export async function mayRun(context: WorkerContext, submissionId: string): Promise<boolean> {
  const obstacle = await sandboxObstacle(context);
  return obstacle === null || (await isExample(context.database, submissionId));
}
