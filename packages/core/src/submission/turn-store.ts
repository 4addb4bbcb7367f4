import { Prisma } from '@clusterboard/database/client';
import type { SubmissionState } from '@clusterboard/database/enums';
import { z } from 'zod';
import { type Queryable, queryRowOrThrow } from '../infra/sql.ts';
import { pendingStates } from './states.ts';

/** Who submits, as far as the queue has to know. */
export interface Submitter {
  /** Stands for a client. It is stored until its submission has ended. */
  readonly client: string;
  /** So many submissions of one client may wait or run at once. */
  readonly maxPending: number;
}

/** Thrown where a client already has as many submissions waiting and running as it may. */
export class TooManyPending extends Error {
  override readonly name = 'TooManyPending';
  readonly pending: number;

  constructor(pending: number) {
    super(`the client already has ${pending} submissions waiting or running`);
    this.pending = pending;
  }
}

const count = z.object({ pending: z.int() });

/** How many submissions of a client wait or run. */
export async function countPending(database: Queryable, client: string): Promise<number> {
  const { pending } = await queryRowOrThrow(
    database,
    count,
    Prisma.sql`
      SELECT count(*)::int AS "pending" FROM "Submission"
      WHERE "state" IN (${pendingStates}) AND "client" = ${client}`,
    'a count has a row',
  );
  return pending;
}

const turnRow = z.object({ turn: z.int() });

/**
 * The turn of a new submission: those with a lower one are served first, and those with the same one in the
 * order in which they came. A client's first submission has the turn that is being served, each further one the
 * turn after its last, so that clients are served one after the other however many submissions each has. What no
 * client submitted counts as one client's. Of two that a client submits at once, the second waits for the first.
 *
 * @throws TooManyPending
 */
export async function takeTurn(
  transaction: Prisma.TransactionClient,
  submitter?: Submitter,
): Promise<number> {
  const client = submitter?.client ?? null;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('turn of a client'), hashtext(${client ?? ''}))`;
  if (submitter !== undefined) {
    const pending = await countPending(transaction, submitter.client);
    if (pending >= submitter.maxPending) throw new TooManyPending(pending);
  }
  const { turn } = await queryRowOrThrow(
    transaction,
    turnRow,
    // What is evaluated tells which turn is being served: of all stages, that takes the longest.
    Prisma.sql`
      SELECT greatest(
        coalesce(max("turn") FILTER (WHERE "state" IN ('EXTRACTING', 'CLUSTERING')), min("turn"), 0),
        coalesce(max("turn") FILTER (WHERE "client" IS NOT DISTINCT FROM ${client}) + 1, 0)
      ) AS "turn"
      FROM "Submission" WHERE "state" IN (${pendingStates}) AND "exampleKey" IS NULL`,
    'an aggregate has a row',
  );
  return turn;
}

/** Whether a worker has a submission `s`. */
export const isHeld = Prisma.sql`EXISTS (SELECT 1 FROM "Attempt" a WHERE a."submissionId" = s."id"
  AND a."finishedAt" IS NULL AND a."leaseExpiresAt" > now())`;

/** Whether a worker has another submission of the client of `s`, in one of these states. */
export const otherIsHeld = (states: readonly SubmissionState[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM "Submission" o JOIN "Attempt" a ON a."submissionId" = o."id"
  WHERE o."client" = s."client" AND o."id" <> s."id" AND o."state" = ANY(${[...states]}::text[]::"SubmissionState"[])
    AND a."finishedAt" IS NULL AND a."leaseExpiresAt" > now())`;

/** Whether a worker has another submission of a client. Of two that are claimed at once, the second sees the first. */
export async function clientIsServed(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  client: string,
  states: readonly SubmissionState[],
): Promise<boolean> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('claim of a client'), hashtext(${client}))`;
  const served = await transaction.$executeRaw`
    SELECT 1 FROM "Submission" s WHERE s."id" = ${submissionId} AND ${otherIsHeld(states)}`;
  return served > 0;
}
