import type { Message } from '@clusterboard/core';
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Deliver, Task, TaskRegistry } from '../define-task.ts';

export const prefix = 'clusterboard';

/** What a job carries. */
const jobData = z.object({ payload: z.unknown(), requestId: z.string().optional() });
type JobData = Omit<Message, 'task'>;

export interface Queues {
  readonly deliver: Deliver;
  /** Waits for the jobs under way, then closes every connection. */
  close(): Promise<void>;
}

/**
 * A job of a dead worker is given to another within 15 s, so that only the lease in the database, 30 s, decides
 * when a submission goes on. How often a submission may be interrupted is counted there too, not here.
 */
export const jobLock = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: Number.MAX_SAFE_INTEGER,
} as const;

/** Work on one job of a task. */
export type Handle = (task: Task, data: JobData) => Promise<void>;

/**
 * One queue and one consumer for each task, and a job scheduler for each task that has a schedule. Whether
 * anything is left to do after a job is decided in the database, never here.
 */
export function openQueues(
  redisUrl: string,
  log: Logger,
  tasks: TaskRegistry,
  handle: Handle,
  onReachable: (reachable: boolean) => void = () => undefined,
): Queues {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', (error) => {
    log.warn({ err: error }, 'Redis is unreachable, retrying');
    onReachable(false);
  });
  const queues = new Map([...tasks.keys()].map((name) => [name, new Queue(name, { connection, prefix })]));
  const queueOf = (name: string): Queue => {
    const queue = queues.get(name);
    if (!queue) throw new Error(`no queue for the task “${name}”`);
    return queue;
  };
  // Again after every reconnection: a Redis that was restarted may have lost its schedulers.
  connection.on('ready', () => {
    onReachable(true);
    for (const task of tasks.values()) {
      schedule(queueOf(task.name), task).catch((error: unknown) =>
        log.error({ err: error, task: task.name }, 'scheduling failed'),
      );
    }
  });
  const consumers = [...tasks.values()].map((task) => consume(task, { connection, log, handle }));
  return {
    async deliver(messages) {
      await Promise.all(messages.map((message) => add(queueOf(message.task), tasks, message)));
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}

function consume(
  task: Task,
  { connection, log, handle }: { connection: Redis; log: Logger; handle: Handle },
): Worker {
  const process = async (job: Job<unknown>): Promise<void> => {
    const { payload, requestId } = jobData.parse(job.data);
    await handle(task, { payload, ...(requestId === undefined ? {} : { requestId }) });
  };
  const { concurrency } = task;
  const consumer = new Worker(task.name, process, { connection, prefix, concurrency, ...jobLock });
  consumer.on('error', (error) => log.warn({ err: error, task: task.name }, 'queue connection failed'));
  consumer.on('failed', (_, error) => log.error({ err: error, task: task.name }, 'task failed'));
  return consumer;
}

const removed = { removeOnComplete: true, removeOnFail: true };

async function schedule(queue: Queue, task: Task): Promise<void> {
  if (!task.schedule) return;
  const { everyMs, payload } = task.schedule;
  const { priority, attempts, backoffMs } = task.jobOptions(payload);
  await queue.upsertJobScheduler(
    task.name,
    { every: everyMs },
    {
      name: task.name,
      data: { payload } satisfies JobData,
      opts: { priority, attempts, backoff: { type: 'fixed', delay: backoffMs }, ...removed },
    },
  );
}

/** A job that waits or runs already keeps its place: its id names what it is for. */
async function add(queue: Queue, tasks: TaskRegistry, { task, ...data }: Message): Promise<void> {
  const options = tasks.get(task)?.jobOptions(data.payload);
  if (!options) return;
  const { jobId, priority, attempts, backoffMs } = options;
  await queue.add(task, data satisfies JobData, {
    jobId,
    priority,
    attempts,
    backoff: { type: 'fixed', delay: backoffMs },
    ...removed,
  });
}
