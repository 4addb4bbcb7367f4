import { randomUUID } from 'node:crypto';
import type { TaskName } from '@clusterboard/jobs';
import { type Problem, problem } from '@clusterboard/problems';
import type { Prisma } from '../generated/client.ts';
import type { SubmissionState } from '../generated/enums.ts';
import type { Database } from './database.ts';

/** How often a submission may be interrupted or meet a fault in one task before it is given up. */
export const maxInterruptions = 3;

/** What a worker holds while it works; every write of it carries the token. */
export interface Claim {
  readonly submissionId: string;
  readonly token: string;
  readonly number: number;
}

export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** Nothing to do: done already, held by another worker, unknown, or given up just now. */
  | { readonly kind: 'skipped'; readonly reason: 'done' | 'held' | 'unknown' | 'given up' };

/** Thrown by a fenced write whose attempt is over: its lease ran out and another worker took over. */
export class AttemptLost extends Error {
  override readonly name = 'AttemptLost';
}

/** The states in which a task may be claimed, and the one it is claimed into. */
const claimable: Record<TaskName, { from: readonly SubmissionState[]; into: SubmissionState }> = {
  inspect: { from: ['QUEUED', 'INSPECTING'], into: 'INSPECTING' },
  evaluate: { from: ['INSPECTED', 'EXTRACTING', 'CLUSTERING'], into: 'EXTRACTING' },
};

/**
 * Takes a submission for one task by compare-and-set, unless another attempt holds a live lease.
 * An attempt whose lease ran out is closed as LOST and counts as an interruption.
 */
export async function claimAttempt(
  database: Database,
  task: TaskName,
  submissionId: string,
  leaseSeconds: number,
): Promise<ClaimOutcome> {
  return database.$transaction(async (transaction) => {
    const [submission] = await transaction.$queryRaw<{ state: SubmissionState }[]>`
      SELECT "state" FROM "Submission" WHERE "id" = ${submissionId} FOR UPDATE`;
    if (!submission) return { kind: 'skipped', reason: 'unknown' };
    const { from, into } = claimable[task];
    if (!from.includes(submission.state)) return { kind: 'skipped', reason: 'done' };

    const held = await transaction.$queryRaw<{ live: boolean; id: string }[]>`
      SELECT "id", "leaseExpiresAt" > now() AS "live" FROM "Attempt"
      WHERE "submissionId" = ${submissionId} AND "finishedAt" IS NULL`;
    if (held.some(({ live }) => live)) return { kind: 'skipped', reason: 'held' };
    await transaction.attempt.updateMany({
      where: { id: { in: held.map(({ id }) => id) } },
      data: { finishedAt: new Date(), outcome: 'LOST' },
    });

    const earlier = await transaction.attempt.findMany({
      where: { submissionId, task },
      select: { outcome: true },
      orderBy: { number: 'asc' },
    });
    const interruptions = earlier.filter(({ outcome }) => outcome !== null && outcome in reasons).length;
    if (interruptions >= maxInterruptions) {
      await giveUp(transaction, submissionId, interruptions, earlier.at(-1)?.outcome ?? 'LOST');
      return { kind: 'skipped', reason: 'given up' };
    }
    const claim = { submissionId, token: randomUUID(), number: earlier.length + 1 };
    await transaction.$executeRaw`
      INSERT INTO "Attempt" ("id", "submissionId", "task", "number", "token", "leaseExpiresAt")
      VALUES (${claim.token}, ${submissionId}, ${task}, ${claim.number}, ${claim.token},
              now() + make_interval(secs => ${leaseSeconds}))`;
    await enter(transaction, submissionId, into, {
      imagesDone: 0,
      imagesTotal: 0,
      seedsDone: 0,
      seedsTotal: 0,
    });
    return { kind: 'claimed', claim };
  });
}

/** The outcomes that count as interruptions, and what the page says when the last of too many was one. */
const reasons: Record<string, (submissionId: string, times: number) => Problem> = {
  LOST: (_, times) => problem('WORKER_LOST', { times }),
  FAULT: (reference) => problem('PLATFORM_FAULT', { reference }),
  STORAGE_FULL: () => problem('STORAGE_FULL', {}),
};

async function giveUp(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  times: number,
  outcome: string,
): Promise<void> {
  const found = reasons[outcome]?.(submissionId, times) ?? problem('WORKER_LOST', { times });
  const { code, message, advice } = found;
  await enter(transaction, submissionId, 'FAILED', {
    problemCode: code,
    problemMessage: message,
    problemAdvice: advice,
  });
}

/** Moves a submission to a state and writes the event of it. */
export async function enter(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  state: SubmissionState,
  data: Prisma.SubmissionUpdateInput = {},
  note?: string,
): Promise<void> {
  await transaction.submission.update({ where: { id: submissionId }, data: { ...data, state } });
  await transaction.submissionEvent.create({ data: { submissionId, state, note: note ?? null } });
}

/**
 * Runs writes in one transaction that holds only while the attempt is this worker's.
 *
 * @throws AttemptLost when another worker has taken over or the attempt is finished
 */
export async function fenced<T>(
  database: Database,
  claim: Claim,
  write: (transaction: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return database.$transaction(async (transaction) => {
    const rows = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM "Attempt"
      WHERE "token" = ${claim.token} AND "finishedAt" IS NULL AND "leaseExpiresAt" > now() FOR UPDATE`;
    if (rows.length === 0) throw new AttemptLost(`attempt ${claim.number} of ${claim.submissionId} is over`);
    return write(transaction);
  });
}

/** @throws AttemptLost when the lease has already run out */
export async function renewLease(database: Database, claim: Claim, leaseSeconds: number): Promise<void> {
  const renewed = await database.$executeRaw`
    UPDATE "Attempt" SET "leaseExpiresAt" = now() + make_interval(secs => ${leaseSeconds})
    WHERE "token" = ${claim.token} AND "finishedAt" IS NULL AND "leaseExpiresAt" > now()`;
  if (renewed === 0) throw new AttemptLost(`the lease of attempt ${claim.number} ran out`);
}

/**
 * Closes an attempt that ended without a result: RELEASED when the worker stops on purpose, FAULT
 * when something of ours broke, STORAGE_FULL when there was no room. The submission stays where it is
 * and is delivered again.
 */
export async function releaseAttempt(
  database: Database,
  claim: Claim,
  outcome: 'RELEASED' | 'FAULT' | 'STORAGE_FULL',
  log?: string,
): Promise<void> {
  await database.attempt.updateMany({
    where: { token: claim.token, finishedAt: null },
    data: { finishedAt: new Date(), outcome, log: log ?? null },
  });
}

/** Which of these tokens belong to attempts that hold a live lease. */
export async function liveTokens(
  database: Database,
  tokens: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.attempt.findMany({
    where: { token: { in: [...tokens] }, finishedAt: null, leaseExpiresAt: { gt: new Date() } },
    select: { token: true },
  });
  return new Set(rows.map(({ token }) => token));
}
