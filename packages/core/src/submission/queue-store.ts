import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';
import type { ClaimRule } from './attempt-store.ts';
import { pendingStates, waitingStates } from './states.ts';
import { isHeld, otherIsHeld } from './turn-store.ts';

/** Turn by turn; shipped examples wait behind what people submit. */
const byTurn = Prisma.sql`s."exampleKey" IS NOT NULL, s."turn", s."createdAt", s."id"`;

/**
 * The order in which submissions `s` are served: what a worker had to leave goes on first.
 *
 * @param held whether a worker has it now
 */
export const inTurnWith = (held: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`s."state" IN (${waitingStates}) OR ${held}, ${byTurn}`;

const inTurn = inTurnWith(Prisma.sql`false`);

const queuePosition = z.object({ submissionId: z.string(), position: z.int() });

/**
 * How many submissions will be served before each of those among `submissionIds` that wait for a worker: because
 * none has taken it yet, or because the one that had it stopped, died or was paused.
 */
export async function queuePositions(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly z.output<typeof queuePosition>[]> {
  if (submissionIds.length === 0) return [];
  return queryRows(
    database,
    queuePosition,
    Prisma.sql`
      SELECT "submissionId", "position" FROM (
        SELECT s."id" AS "submissionId", (row_number() OVER (ORDER BY ${inTurn}) - 1)::int AS "position"
        FROM "Submission" s WHERE s."state" IN (${pendingStates}) AND NOT ${isHeld}
      ) waiting
      WHERE "submissionId" IN (${Prisma.join([...submissionIds])})`,
  );
}

/** After a fault of ours, nothing is gained by trying again at once. */
const faultSeconds = 5;

const waitingRow = z.object({
  submissionId: z.string(),
  datasetSlug: z.string(),
  client: z.string().nullable(),
  /** The HTTP request that submitted it. */
  requestId: z.string().nullable(),
});

export type WaitingSubmission = z.output<typeof waitingRow>;

/** What waits for a task, in the order in which it is to be served. */
export async function waitingInTurn(
  database: Database,
  { from, onePerClient }: ClaimRule,
): Promise<readonly WaitingSubmission[]> {
  return queryRows(
    database,
    waitingRow,
    Prisma.sql`
      SELECT s."id" AS "submissionId", d."slug" AS "datasetSlug", s."client", s."requestId"
      FROM "Submission" s JOIN "Benchmark" b ON b."id" = s."benchmarkId" JOIN "Dataset" d ON d."id" = b."datasetId"
      WHERE s."state" = ANY(${[...from]}::text[]::"SubmissionState"[]) AND NOT ${isHeld}
        AND NOT EXISTS (SELECT 1 FROM "Attempt" a WHERE a."submissionId" = s."id" AND a."outcome" = 'FAULT'
                          AND a."finishedAt" > now() - make_interval(secs => ${faultSeconds}))
        AND NOT (${onePerClient === true} AND ${otherIsHeld(from)})
      ORDER BY ${inTurn}`,
  );
}
