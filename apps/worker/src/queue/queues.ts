import { type Message, messageOf, type TaskName, type TaskPayload, taskNames } from '@clusterboard/core';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

const prefix = 'clusterboard';

/** What people submit goes before the shipped examples; in BullMQ a lower number is more urgent. */
const priorities = { submitted: 1, background: 10 };

export interface Queues {
  deliver(messages: readonly Message[]): Promise<void>;
  /** Waits for the jobs under way, then closes every connection. */
  close(): Promise<void>;
}

/**
 * One queue and one consumer a task. A job that fails is not tried again by the queue: whether
 * anything is left to do is decided in the database, which sends it again.
 */
export function openQueues(
  redisUrl: string,
  log: Logger,
  handle: (task: TaskName, payload: TaskPayload) => Promise<void>,
): Queues {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', (error) => log.warn({ err: error }, 'Redis does not answer'));
  const queues = new Map(taskNames.map((task) => [task, new Queue(task, { connection, prefix })]));
  const consumers = taskNames.map((task) => {
    const consume = (job: { data: unknown }): Promise<void> =>
      handle(task, messageOf(task, job.data).payload);
    const consumer = new Worker(task, consume, { connection, prefix, concurrency: 1 });
    consumer.on('error', (error) => log.warn({ err: error, task }, 'the queue reported an error'));
    consumer.on('failed', (_, error) => log.error({ err: error, task }, 'a job failed'));
    return consumer;
  });
  return {
    async deliver(messages) {
      await Promise.all(messages.map((message) => add(queues, message)));
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}

/** A job that is waiting or running already keeps its place: its id names what it is for. */
async function add(queues: ReadonlyMap<TaskName, Queue>, { task, payload }: Message): Promise<void> {
  await queues.get(task)?.add(task, payload, {
    jobId: `${task}-${payload.submissionId}`,
    priority: payload.background ? priorities.background : priorities.submitted,
    removeOnComplete: true,
    removeOnFail: true,
  });
}
