import { runAttempt } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { handlers } from './handlers.ts';
import { dispatch } from './queue/dispatcher.ts';
import { openQueues } from './queue/queues.ts';
import { rankChangedBoards } from './ranking.ts';
import { repeat } from './repeat.ts';

const rankingMilliseconds = 1000;

/** Takes work from the queues until `stop`; resolves when what was under way has been handed back. */
export async function startWorker(
  context: WorkerContext,
  redisUrl: string,
  stop: AbortSignal,
): Promise<void> {
  const { database, log } = context;
  const queues = openQueues(redisUrl, log, async (task, { submissionId }) => {
    const outcome = await runAttempt(context, task, submissionId, stop, handlers[task]);
    log.debug({ task, submissionId, outcome }, 'delivery handled');
  });
  await Promise.all([
    dispatch(database, queues.deliver, log, stop),
    repeat(() => rankChangedBoards(database, stop), rankingMilliseconds, {
      log,
      stop,
      message: 'rank intervals could not be computed; it is tried again',
    }),
  ]);
  await queues.close();
}
