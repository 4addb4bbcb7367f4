import { once } from 'node:events';
import { useRedis } from '@clusterboard/testkit';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineTask } from '../define-task.ts';
import { jobLock, openQueues, prefix } from './queues.ts';

const redis = useRedis();
const task = defineTask({
  name: 'held',
  payload: z.object({}),
  retry: { attempts: 1 },
  handle: async () => {},
});

/** Takes the next job and is gone: its lock is never renewed and never given back. */
async function dyingWorker(): Promise<void> {
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const options = { connection, prefix, ...jobLock, skipLockRenewal: true };
  const worker = new Worker(task.name, () => new Promise(() => {}), options);
  await once(worker, 'active');
  // Not awaited: its job never ends.
  void worker.close(true);
  connection.disconnect();
}

it('gives the job of a worker that died to another, and again when that dies too', async () => {
  const connection = new Redis(redis.url);
  const queue = new Queue(task.name, { connection, prefix });
  await queue.add(task.name, { payload: {} }, { removeOnComplete: true });
  await dyingWorker();
  await dyingWorker();
  const handled = new Promise<string>((resolve, reject) => {
    const queues = openQueues(
      redis.url,
      pino({ level: 'silent' }),
      new Map([[task.name, task]]),
      async ({ name }) => {
        setImmediate(() => queues.close().then(() => resolve(name), reject));
      },
    );
  });
  expect(await handled).toBe('held');
  await queue.close();
  connection.disconnect();
}, 60_000);
