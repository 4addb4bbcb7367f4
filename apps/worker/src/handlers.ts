import type { TaskName } from '@clusterboard/core';
import type { Work } from './attempt.ts';
import { evaluate } from './tasks/evaluate.ts';
import { inspect } from './tasks/inspect.ts';
import { rescore } from './tasks/rescore.ts';

/** One handler a task; a task without one does not compile. */
export const handlers: Record<TaskName, Work> = { inspect, evaluate, rescore };
