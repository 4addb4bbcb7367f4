import { z } from 'zod';

const submissionPayload = z.object({
  submissionId: z.string().min(1),
  /** Shipped examples wait behind what people submit. */
  background: z.boolean(),
});

/**
 * Every task that goes through the queue, once: its payload is parsed by who sends it and by who
 * receives it. The queue has the task's name. A payload carries ids, never what they stand for.
 */
export const tasks = {
  /** Reads the model file as data and runs it on two images. */
  inspect: { payload: submissionPayload },
  /** Extracts features of both splits, clusters them and publishes the scores. */
  evaluate: { payload: submissionPayload },
  /** Scores the features that a ranked submission has under another protocol. */
  rescore: { payload: submissionPayload },
} as const;

export type TaskName = keyof typeof tasks;
export type TaskPayload = z.infer<typeof submissionPayload>;

export interface Message {
  readonly task: TaskName;
  readonly payload: TaskPayload;
}

export const taskNames = Object.keys(tasks) as TaskName[];

/** @throws ZodError when the payload is not one of that task */
export function messageOf(task: TaskName, payload: unknown): Message {
  return { task, payload: tasks[task].payload.parse(payload) };
}
