import { randomUUID } from 'node:crypto';
import { Prisma } from '@clusterboard/database/client';
import { type AttemptOutcome, SubmissionState } from '@clusterboard/database/enums';
import { type Problem, problem } from '@clusterboard/problems';
import { z } from 'zod';
import { endRescoring } from '../evaluation/rescore-store.ts';
import type { Database } from '../infra/database.ts';
import { queryRow, queryRows } from '../infra/sql.ts';
import type { TaskName } from '../infra/tasks.ts';
import { isFinal } from './states.ts';
import { clientIsServed, isHeld } from './turn-store.ts';

/** What a worker holds while it works; every write of it carries the token. */
export interface Claim {
  readonly task: TaskName;
  readonly submissionId: string;
  readonly token: string;
  readonly number: number;
}

export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** Nothing to do: done already, held by another worker, unknown, or given up just now. */
  | { readonly kind: 'skipped'; readonly reason: 'done' | 'held' | 'unknown' | 'given up' };

/** Thrown by a write whose attempt is over: its lease ran out and another worker took over. */
export class AttemptLost extends Error {
  override readonly name = 'AttemptLost';
}

/** Thrown by a worker's write to a submission that was cancelled meanwhile. */
export class SubmissionCancelled extends Error {
  override readonly name = 'SubmissionCancelled';
}

/** When a task may claim a submission, as its definition says. */
export interface ClaimRule {
  readonly task: TaskName;
  readonly from: readonly SubmissionState[];
  /** null leaves the state as it is: the task works on a published submission. */
  readonly into: SubmissionState | null;
  /** How often a submission may be interrupted or meet a fault in the task before it fails. */
  readonly maxInterruptions: number;
  /** Whether workers have one submission of a client at a time. */
  readonly onePerClient?: boolean;
}

const claimableRow = z.object({
  state: z.enum(SubmissionState),
  rescoreProtocolId: z.string().nullable(),
  rescoreRequestedAt: z.date().nullable(),
  client: z.string().nullable(),
});
const openAttempt = z.object({ id: z.string(), live: z.boolean() });
/** A database that was away has renewed no lease: so long after its start, what was claimed before is not taken over. */
const graceSeconds = 12;

const stalledRow = z.object({
  submissionId: z.string(),
  state: z.enum(SubmissionState),
  background: z.boolean(),
});

/**
 * Takes a submission for one task by compare-and-set, unless another attempt holds a live lease.
 * An attempt whose lease ran out is closed as LOST and counts as an interruption. One that was paused goes on
 * under its number.
 */
export async function claimAttempt(
  database: Database,
  rule: ClaimRule,
  submissionId: string,
  leaseSeconds: number,
): Promise<ClaimOutcome> {
  const { task, from, into, maxInterruptions } = rule;
  return database.$transaction(async (transaction) => {
    const submission = await queryRow(
      transaction,
      claimableRow,
      Prisma.sql`
        SELECT "state", "rescoreProtocolId", "rescoreRequestedAt", "client"
        FROM "Submission" WHERE "id" = ${submissionId} FOR UPDATE`,
    );
    if (!submission) return { kind: 'skipped', reason: 'unknown' };
    const wanted = task !== 'rescore' || submission.rescoreProtocolId !== null;
    if (!wanted || !from.includes(submission.state)) return { kind: 'skipped', reason: 'done' };

    if (await isTaken(transaction, rule, submissionId, submission.client)) {
      return { kind: 'skipped', reason: 'held' };
    }
    const earlier = await transaction.attempt.findMany({
      where: { submissionId, task },
      select: { number: true, outcome: true, claimedAt: true },
      orderBy: { number: 'asc' },
    });
    // Each request to rescore it starts a new count.
    const since = task === 'rescore' ? (submission.rescoreRequestedAt ?? new Date(0)) : new Date(0);
    const interruptions = earlier.filter(
      ({ outcome, claimedAt }) => claimedAt >= since && outcome !== null && outcome in reasons,
    ).length;
    if (interruptions >= maxInterruptions) {
      const problem = reasonOf(earlier.at(-1)?.outcome ?? 'LOST', submissionId, interruptions);
      if (task === 'rescore') await endRescoring(transaction, submissionId, problem);
      else await fail(transaction, submissionId, problem);
      return { kind: 'skipped', reason: 'given up' };
    }
    const last = earlier.at(-1);
    const number = last?.outcome === 'PAUSED' ? last.number : earlier.length + 1;
    const claim = { task, submissionId, token: randomUUID(), number };
    await transaction.$executeRaw`
      INSERT INTO "Attempt" ("id", "submissionId", "task", "number", "token", "leaseExpiresAt")
      VALUES (${claim.token}, ${submissionId}, ${task}::"AttemptTask", ${number}, ${claim.token},
              now() + make_interval(secs => ${leaseSeconds}))
      ON CONFLICT ("submissionId", "task", "number") DO UPDATE SET "token" = EXCLUDED."token",
        "leaseExpiresAt" = EXCLUDED."leaseExpiresAt", "claimedAt" = now(), "finishedAt" = NULL, "outcome" = NULL`;
    const progress = { imagesDone: 0, imagesTotal: 0, seedsDone: 0, seedsTotal: 0 };
    if (into !== null) await transition(transaction, submissionId, into, progress);
    return { kind: 'claimed', claim };
  });
}

/** Whether a worker has it, or another one of its client where that matters. Closes an attempt whose lease ran out. */
async function isTaken(
  transaction: Prisma.TransactionClient,
  { from, onePerClient }: ClaimRule,
  submissionId: string,
  client: string | null,
): Promise<boolean> {
  const held = await queryRows(
    transaction,
    openAttempt,
    Prisma.sql`
      SELECT "id", "leaseExpiresAt" > now() OR
          ("claimedAt" < pg_postmaster_start_time() AND
           pg_postmaster_start_time() > now() - make_interval(secs => ${graceSeconds})) AS "live"
      FROM "Attempt" WHERE "submissionId" = ${submissionId} AND "finishedAt" IS NULL FOR UPDATE`,
  );
  if (held.some(({ live }) => live)) return true;
  if (onePerClient && client !== null && (await clientIsServed(transaction, submissionId, client, from))) {
    return true;
  }
  await transaction.attempt.updateMany({
    where: { id: { in: held.map(({ id }) => id) } },
    data: { finishedAt: new Date(), outcome: 'LOST' },
  });
  return false;
}

/** The outcomes that count as interruptions, and what the page says when the last of too many was one. */
const reasons: Partial<Record<AttemptOutcome, (submissionId: string, times: number) => Problem>> = {
  LOST: (_, times) => problem('WORKER_LOST', { times }),
  FAULT: (reference) => problem('PLATFORM_FAULT', { reference }),
};

const reasonOf = (outcome: AttemptOutcome, submissionId: string, times: number): Problem =>
  reasons[outcome]?.(submissionId, times) ?? problem('WORKER_LOST', { times });

async function fail(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  { code, message, advice }: Problem,
): Promise<void> {
  await transition(transaction, submissionId, 'FAILED', {
    problemCode: code,
    problemMessage: message,
    problemAdvice: advice,
  });
}

/**
 * Moves a submission to a state and writes the event of it.
 *
 * @throws SubmissionCancelled when it was cancelled first: nothing follows a cancellation
 */
export async function transition(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  state: SubmissionState,
  data: Prisma.SubmissionUpdateInput = {},
  note?: string,
): Promise<void> {
  const before = await queryRow(
    transaction,
    claimableRow.pick({ state: true }),
    Prisma.sql`SELECT "state" FROM "Submission" WHERE "id" = ${submissionId} FOR UPDATE`,
  );
  if (before?.state === 'CANCELLED') throw new SubmissionCancelled(`${submissionId} was cancelled`);
  // Who submitted it is not remembered longer than it waits or runs.
  const forgotten = isFinal(state) ? { client: null } : {};
  await transaction.submission.update({
    where: { id: submissionId },
    data: { ...data, ...forgotten, state },
  });
  await transaction.$executeRaw`
    WITH event AS (
      INSERT INTO "SubmissionEvent" ("submissionId", "state", "at", "note")
      VALUES (${submissionId}, ${state}::"SubmissionState", clock_timestamp(), ${note ?? null}) RETURNING "submissionId"
    )
    SELECT pg_notify('submission', "submissionId"), pg_notify('queue', '') FROM event`;
}

/**
 * Runs writes in one transaction that holds only while the attempt is this worker's.
 *
 * @throws AttemptLost when another worker has taken over or the attempt is finished
 */
export async function withFence<T>(
  database: Database,
  claim: Claim,
  write: (transaction: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return database.$transaction(async (transaction) => {
    const holding = await transaction.$executeRaw`
      SELECT 1 FROM "Attempt"
      WHERE "token" = ${claim.token} AND "finishedAt" IS NULL AND "leaseExpiresAt" > now() FOR UPDATE`;
    if (holding === 0) throw new AttemptLost(`attempt ${claim.number} of ${claim.submissionId} is over`);
    return write(transaction);
  });
}

/**
 * Renews a lease, also one that has run out if nobody else has claimed the submission: its worker or the
 * database may have been away.
 *
 * @throws AttemptLost when another worker has taken over
 * @throws SubmissionCancelled
 */
export async function renewLease(database: Database, claim: Claim, leaseSeconds: number): Promise<void> {
  await refuseCancelled(database, claim);
  const renewed = await database.$executeRaw`
    UPDATE "Attempt" SET "leaseExpiresAt" = now() + make_interval(secs => ${leaseSeconds})
    WHERE "token" = ${claim.token} AND "finishedAt" IS NULL`;
  if (renewed === 0) throw new AttemptLost(`attempt ${claim.number} of ${claim.submissionId} is over`);
}

/** @throws SubmissionCancelled when the work is no longer needed */
export async function refuseCancelled(database: Database, { submissionId }: Claim): Promise<void> {
  const submission = await database.submission.findUnique({
    where: { id: submissionId },
    select: { state: true },
  });
  if (submission?.state === 'CANCELLED') throw new SubmissionCancelled(`${submissionId} was cancelled`);
}

/**
 * Closes an attempt that ended without a result: RELEASED when the worker stops on purpose, FAULT
 * when something of ours broke, PAUSED when it has to wait for what it needs; the submission then stays where it
 * is and is delivered again. CANCELLED when the submission was.
 */
export async function releaseAttempt(
  database: Database,
  claim: Claim,
  outcome: Extract<AttemptOutcome, 'RELEASED' | 'FAULT' | 'PAUSED' | 'CANCELLED'>,
  log?: string,
): Promise<void> {
  const { count } = await database.attempt.updateMany({
    where: { token: claim.token, finishedAt: null },
    data: { finishedAt: new Date(), outcome, log: log ?? null },
  });
  // It has a place in the queue again.
  if (count > 0) await database.$executeRaw`SELECT pg_notify('queue', '')`;
}

/** A submission that should be waiting or running and is not. */
export interface StalledSubmission {
  readonly submissionId: string;
  readonly task: TaskName;
  readonly background: boolean;
}

/**
 * Submissions in a claimable state that no live lease holds: unfinished ones, and ranked ones that are to be
 * rescored. The queue may have lost their jobs (a worker was killed, Redis started empty); sending them
 * again is harmless, since a claim is taken in the database.
 */
export async function findStalled(
  database: Database,
  rules: readonly ClaimRule[],
): Promise<readonly StalledSubmission[]> {
  const unfinished = rules.filter(({ into }) => into !== null).flatMap(({ from }) => from);
  const rows = await queryRows(
    database,
    stalledRow,
    Prisma.sql`
      SELECT s."id" AS "submissionId", s."state",
             s."state" = 'RANKED' OR s."exampleKey" IS NOT NULL AS "background"
      FROM "Submission" s
      WHERE (s."state" = ANY(${unfinished}::text[]::"SubmissionState"[])
             OR (s."state" = 'RANKED' AND s."rescoreProtocolId" IS NOT NULL))
        AND NOT ${isHeld}
      ORDER BY s."createdAt", s."id"`,
  );
  return rows.flatMap(({ submissionId, state, background }) => {
    const rule = rules.find(({ from }) => from.includes(state));
    return rule ? [{ submissionId, task: rule.task, background }] : [];
  });
}

/**
 * Closes attempts as LOST whose lease ran out before `before`: their workers can write nothing any more,
 * and a submission that was cancelled is never claimed again.
 *
 * @returns how many were closed
 */
export async function closeDeadAttempts(database: Database, before: Date): Promise<number> {
  const { count } = await database.attempt.updateMany({
    where: { finishedAt: null, leaseExpiresAt: { lt: before } },
    data: { finishedAt: new Date(), outcome: 'LOST' },
  });
  return count;
}

/** Which of these tokens belong to attempts that hold a live lease. */
export async function liveTokens(
  database: Database,
  tokens: readonly string[],
): Promise<ReadonlySet<string>> {
  // By the database's clock, as every other look at a lease.
  const rows = await queryRows(
    database,
    z.object({ token: z.string() }),
    Prisma.sql`
      SELECT "token" FROM "Attempt"
      WHERE "token" = ANY(${[...tokens]}::text[]) AND "finishedAt" IS NULL AND "leaseExpiresAt" > now()`,
  );
  return new Set(rows.map(({ token }) => token));
}
