import { runAttempt } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { handlers } from './handlers.ts';
import { dispatch } from './queue/dispatcher.ts';
import { openQueues } from './queue/queues.ts';

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
  await dispatch(database, queues.deliver, log, stop);
  await queues.close();
}
