import { type FileCacheSettings, trimCache } from '@clusterboard/artifacts';
import { closeDeadAttempts, removeDelivered } from '@clusterboard/core';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';
import { defineTask } from '../define-task.ts';
import { cropCache, featureCache } from '../evaluation-inputs.ts';
import { clearScratch } from '../scratch.ts';

const hourMs = 60 * 60 * 1000;
/** Long enough to look up what was delivered before a fault. */
const messageLifetimeMs = 7 * 24 * hourMs;

const caches = (context: WorkerContext): FileCacheSettings[] => [cropCache(context), featureCache(context)];

/** Removes what killed processes have left: scratch folders, cache entries, open attempts, old messages. */
export const cleanUp = defineTask({
  name: 'clean-up',
  payload: z.object({}),
  retry: { attempts: 3, backoffMs: 60_000 },
  schedule: { everyMs: hourMs, payload: {} },
  async handle(context) {
    const { database, log } = context;
    const now = Date.now();
    const attempts = await closeDeadAttempts(database, new Date(now - hourMs));
    const messages = await removeDelivered(database, new Date(now - messageLifetimeMs));
    await clearScratch(context);
    for (const cache of caches(context)) await trimCache(cache);
    log.debug({ attempts, messages }, 'clean-up done');
  },
});
