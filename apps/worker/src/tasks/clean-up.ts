import { trimCache } from '@clusterboard/artifacts';
import { closeDeadAttempts, removeDelivered } from '@clusterboard/core';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';
import { defineTask } from '../define-task.ts';
import { cropCache, featureCache } from '../evaluation-inputs.ts';
import { clearProbes, clearScratch } from '../scratch.ts';

const hourMs = 60 * 60 * 1000;
/** Long enough to look up what was delivered before a fault. */
const messageLifetimeMs = 7 * 24 * hourMs;

type SweptContext = Pick<
  WorkerContext,
  'database' | 'log' | 'scratchDir' | 'cropCacheDir' | 'featureCacheDir'
>;

/** Removes what killed processes have left, while others work: folders, cache entries, open attempts, old messages. */
export async function sweep(context: SweptContext): Promise<void> {
  const { database, log } = context;
  const now = Date.now();
  const attempts = await closeDeadAttempts(database, new Date(now - hourMs));
  const messages = await removeDelivered(database, new Date(now - messageLifetimeMs));
  const folders = (await clearScratch(context)) + (await clearProbes());
  for (const cache of [cropCache(context), featureCache(context)]) await trimCache(cache);
  log.debug({ attempts, messages, folders }, 'clean-up done');
}

export const cleanUp = defineTask({
  name: 'clean-up',
  payload: z.object({}),
  retry: { attempts: 3, backoffMs: 60_000 },
  schedule: { everyMs: hourMs, payload: {} },
  handle: sweep,
});
