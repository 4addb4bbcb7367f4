import { problem } from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import type { TaskRegistry } from './define-task.ts';
import { reportStatus } from './pauses/worker-status.ts';
import { deliverMessages } from './queue/outbox-delivery.ts';
import { type Handle, openQueues, type Queues } from './queue/queues.ts';
import { openRegistry } from './task-registry.ts';

/**
 * Takes work from the queues until `stop`.
 *
 * @returns once it has told of itself; `ended` resolves when what was under way has been handed back
 * @throws Error when a task has no handler, or two
 */
export async function startWorker(
  context: WorkerContext,
  redisUrl: string,
  stop: AbortSignal,
  tasks: TaskRegistry = openRegistry(),
): Promise<{ readonly ended: Promise<void> }> {
  const { database, log } = context;
  const status = await reportStatus(context, stop);
  const handle: Handle = async (task, { payload, requestId }) => {
    // A job that serves whose turn it is may work for another request.
    const request = requestId === undefined || task.inTurn ? {} : { requestId };
    const taskLog = log.child({ task: task.name, ...request });
    const outcome = await task.run({ ...context, ...request, log: taskLog }, payload, {
      signal: stop,
      deliver: queues.deliver,
      tasks,
    });
    taskLog.debug({ payload, outcome }, 'job handled');
  };
  const queues: Queues = openQueues(redisUrl, log, tasks, handle, (reachable) => {
    if (reachable) context.pauses.end('queue');
    else context.pauses.begin('queue', problem('QUEUE_UNREACHABLE', {}));
  });
  const work = async (): Promise<void> => {
    await Promise.all([
      deliverMessages(database, [...tasks.keys()], queues.deliver, { log, stop }),
      status.ended,
    ]);
    await queues.close();
  };
  return { ended: work() };
}
