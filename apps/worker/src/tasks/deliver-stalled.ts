import { findStalled } from '@clusterboard/core';
import { z } from 'zod';
import { defineTask } from '../define-task.ts';

/** Delivers again what should be waiting or running but no worker holds. */
export const deliverStalled = defineTask({
  name: 'deliver-stalled',
  payload: z.object({}),
  retry: { attempts: 1 },
  schedule: { everyMs: 5000, payload: {} },
  async handle({ database }, _, { deliver, tasks }) {
    const rules = [...tasks.values()].flatMap(({ claim }) => claim ?? []);
    const stalled = await findStalled(database, rules);
    await deliver(stalled.flatMap(({ task, ...payload }) => tasks.get(task)?.message(payload) ?? []));
  },
});
