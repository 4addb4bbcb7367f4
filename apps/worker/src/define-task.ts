import {
  type ClaimRule,
  type Message,
  messageOf,
  type SubmissionPayload,
  type TaskContract,
  type TaskName,
} from '@clusterboard/core';
import { type Outcome, runAttempt, type Work } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { serveInTurn } from './queue/serve-in-turn.ts';
import { mayRun } from './sandbox-gate.ts';

/** Puts messages into the queue; one whose job waits or runs already changes nothing. */
export type Deliver = (messages: readonly Message[]) => Promise<void>;

/** What comes with a job beside its payload. */
export interface Delivery {
  /** Aborted when the worker stops. */
  readonly signal: AbortSignal;
  readonly deliver: Deliver;
  /** Every task of this worker. */
  readonly tasks: TaskRegistry;
}

export type TaskRegistry = ReadonlyMap<string, Task>;

/** How BullMQ takes a job. */
export interface JobOptions {
  /** Names what the job is for: of two with the same id, the queue keeps one. */
  readonly jobId: string;
  /** Lower runs first. */
  readonly priority: number;
  /** How often the queue tries it. */
  readonly attempts: number;
  readonly backoffMs: number;
}

export interface Schedule<Payload = unknown> {
  readonly everyMs: number;
  readonly payload: Payload;
}

/** A task as the registry and the queue see it. */
export interface Task<Payload = unknown> {
  readonly name: string;
  /** When it claims a submission; null for a task that is about something else. */
  readonly claim: ClaimRule | null;
  readonly schedule: Schedule | null;
  /** Jobs that a worker runs at once. */
  readonly concurrency: number;
  /** Whether a job serves whose turn it is, instead of what its payload names. */
  readonly inTurn: boolean;
  /** @throws ZodError when the payload is not one of this task */
  jobOptions(payload: unknown): JobOptions;
  /** @throws ZodError when the payload is not one of this task */
  run(context: WorkerContext, payload: unknown, delivery: Delivery): Promise<Outcome>;
  message(payload: Payload, requestId?: string): Message;
}

/** A task that works on a submission: it is claimed in the database, and tried again from there. */
interface SubmissionTask extends TaskContract<SubmissionPayload, TaskName> {
  readonly claim: Pick<ClaimRule, 'from' | 'into' | 'onePerClient'>;
  readonly retry: Pick<ClaimRule, 'maxInterruptions'>;
  readonly priority: (payload: SubmissionPayload) => number;
  /** Whether the database says which submission a job is for. */
  readonly inTurn: boolean;
  /** Submissions that a worker has at once. */
  readonly concurrency?: number;
  readonly handle: Work;
}

/** A task about anything else. It must tolerate running twice at the same time: the queue delivers at least once. */
interface GeneralTask<Payload> extends TaskContract<Payload> {
  /** How often the queue tries a job, and how long it waits in between. */
  readonly retry: { readonly attempts: number; readonly backoffMs?: number };
  readonly priority?: (payload: Payload) => number;
  /** What tells one job from another; a task without it has one job at a time. */
  readonly key?: (payload: Payload) => string;
  /** Schedules a job repeatedly, for any worker to run. */
  readonly schedule?: Schedule<Payload>;
  readonly handle: (context: WorkerContext, payload: Payload, delivery: Delivery) => Promise<void>;
}

/**
 * Everything that makes a task: the schema of its payload, the states in which it may claim a submission, how
 * it is tried again, its priority, its schedule and its handler.
 */
export function defineTask(definition: SubmissionTask): Task<SubmissionPayload> & { claim: ClaimRule };
export function defineTask<Payload>(definition: GeneralTask<Payload>): Task<Payload>;
export function defineTask<Payload>(
  definition: SubmissionTask | GeneralTask<Payload>,
): Task<SubmissionPayload> | Task<Payload> {
  return 'claim' in definition ? submissionTask(definition) : generalTask(definition);
}

function submissionTask(definition: SubmissionTask): Task<SubmissionPayload> {
  const { name, payload: schema, retry, priority, inTurn, concurrency = 1, handle } = definition;
  const claim: ClaimRule = { task: name, ...definition.claim, ...retry };
  return {
    name,
    claim,
    schedule: null,
    concurrency,
    inTurn,
    jobOptions(payload) {
      const parsed = schema.parse(payload);
      // Not tried again by the queue: the database knows what is left to do, and sends it again.
      return {
        jobId: `${name}-${parsed.submissionId}`,
        priority: priority(parsed),
        attempts: 1,
        backoffMs: 0,
      };
    },
    async run(context, payload, { signal }) {
      const { submissionId } = schema.parse(payload);
      if (inTurn) return serveInTurn(context, claim, signal, handle);
      // It waits for a worker that can; see `deliver-stalled`.
      if (!(await mayRun(context, submissionId))) return 'skipped';
      return runAttempt(context, claim, submissionId, signal, handle);
    },
    message: (payload, requestId) => messageOf(definition, payload, requestId),
  };
}

function generalTask<Payload>(definition: GeneralTask<Payload>): Task<Payload> {
  const { name, payload: schema, retry, priority, key, schedule, handle } = definition;
  return {
    name,
    claim: null,
    schedule: schedule ?? null,
    concurrency: 1,
    inTurn: false,
    jobOptions(payload) {
      const parsed = schema.parse(payload);
      return {
        jobId: key ? `${name}-${key(parsed)}` : name,
        priority: priority?.(parsed) ?? 0,
        attempts: retry.attempts,
        backoffMs: retry.backoffMs ?? 0,
      };
    },
    async run(context, payload, delivery) {
      await handle(context, schema.parse(payload), delivery);
      return 'done';
    },
    message: (payload, requestId) => messageOf(definition, payload, requestId),
  };
}

/** What people submit goes before the shipped examples. */
export const submissionPriority = ({ background }: SubmissionPayload): number => (background ? 10 : 1);
