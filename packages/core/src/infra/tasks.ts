import type { AttemptTask } from '@clusterboard/database/enums';
import { z } from 'zod';

/**
 * What those who send a task's messages agree on with the one who handles them. The queue has the task's
 * name. A payload carries ids, never what they stand for.
 */
export interface TaskContract<Payload = unknown, Name extends string = string> {
  readonly name: Name;
  readonly payload: z.ZodType<Payload>;
}

const submissionPayload = z.object({
  submissionId: z.string().min(1),
  /** Shipped examples wait behind what people submit. */
  background: z.boolean(),
});

export type SubmissionPayload = z.infer<typeof submissionPayload>;

const submissionTask = <Name extends string>(name: Name): TaskContract<SubmissionPayload, Name> => ({
  name,
  payload: submissionPayload,
});

/**
 * The tasks that are requested through the outbox. One that only the worker itself asks for, or the clock,
 * has its contract in the worker, beside its handler.
 */
export const taskContracts = {
  /** Reads the model file as data and runs it on two images. */
  inspect: submissionTask('inspect'),
  /** Extracts features of both splits, clusters them and publishes the scores. */
  evaluate: submissionTask('evaluate'),
  /** Scores the features of a ranked submission under another protocol. */
  rescore: submissionTask('rescore'),
} as const satisfies Record<AttemptTask, TaskContract<SubmissionPayload>>;

/** A task that works on a submission. */
export type TaskName = keyof typeof taskContracts;

export interface Message {
  readonly task: string;
  readonly payload: unknown;
  /** The HTTP request that caused it; the clock has none. */
  readonly requestId?: string;
}

/** @throws ZodError when the payload is not one of that task */
export function messageOf<Payload>(
  { name, payload: schema }: TaskContract<Payload>,
  payload: Payload,
  requestId?: string,
): Message {
  return { task: name, payload: schema.parse(payload), ...(requestId === undefined ? {} : { requestId }) };
}
