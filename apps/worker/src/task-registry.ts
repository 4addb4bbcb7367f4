import { taskContracts } from '@clusterboard/core';
import type { Task, TaskRegistry } from './define-task.ts';
import { cleanUp } from './tasks/clean-up.ts';
import { deliverStalled } from './tasks/deliver-stalled.ts';
import { evaluate } from './tasks/evaluate.ts';
import { inspect } from './tasks/inspect.ts';
import { rankBoard } from './tasks/rank-board.ts';
import { rankBoards } from './tasks/rank-boards.ts';
import { rescore } from './tasks/rescore.ts';

/** Every task of this worker. */
const tasks: readonly Task[] = [cleanUp, deliverStalled, evaluate, inspect, rankBoard, rankBoards, rescore];

/** @throws Error when two tasks have one name, or a task that others send messages of has no handler */
export function createRegistry(
  definitions: readonly Task[],
  sent: readonly string[] = Object.keys(taskContracts),
): TaskRegistry {
  const registry = new Map<string, Task>();
  for (const task of definitions) {
    if (registry.has(task.name)) throw new Error(`the task “${task.name}” has two handlers`);
    registry.set(task.name, task);
  }
  const missing = sent.filter((name) => !registry.has(name));
  if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);
  return registry;
}

export const openRegistry = (): TaskRegistry => createRegistry(tasks);
