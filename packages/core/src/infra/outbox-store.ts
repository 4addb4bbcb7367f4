import type { Database } from './database.ts';
import { type Message, messageOf, type TaskName } from './tasks.ts';

/**
 * Hands undelivered messages to `deliver` in the order they were written and marks them delivered.
 * Rows stay locked meanwhile, so that two dispatchers never hand over the same message; one that
 * dies in between leaves them undelivered, so delivery is at least once.
 *
 * @returns how many were delivered
 */
export async function deliverOutbox(
  database: Database,
  deliver: (messages: readonly Message[]) => Promise<void>,
  limit = 100,
): Promise<number> {
  return database.$transaction(async (transaction) => {
    const rows = await transaction.$queryRaw<{ id: bigint; task: string; payload: unknown }[]>`
      SELECT "id", "task", "payload" FROM "OutboxMessage"
      WHERE "deliveredAt" IS NULL ORDER BY "id" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return 0;
    await deliver(rows.map((row) => messageOf(row.task as TaskName, row.payload)));
    const ids = rows.map((row) => row.id);
    await transaction.outboxMessage.updateMany({
      where: { id: { in: ids } },
      data: { deliveredAt: new Date() },
    });
    return rows.length;
  });
}

/**
 * What should be running or waiting and is held by nobody: unfinished submissions, and ranked ones that are
 * to be scored anew, without a live lease. The queue may have lost their jobs (a worker was killed, Redis started empty); sending them
 * once more is harmless, since a claim is taken in the database.
 */
export async function findUnheld(database: Database): Promise<readonly Message[]> {
  const rows = await database.$queryRaw<{ id: string; task: TaskName; background: boolean }[]>`
    SELECT s."id", s."state" = 'RANKED' OR s."exampleKey" IS NOT NULL AS "background",
           CASE WHEN s."state" = 'RANKED' THEN 'rescore'
                WHEN s."state" IN ('INSPECTED', 'EXTRACTING', 'CLUSTERING') THEN 'evaluate'
                ELSE 'inspect' END AS "task"
    FROM "Submission" s
    WHERE (s."state" IN ('QUEUED', 'INSPECTING', 'INSPECTED', 'EXTRACTING', 'CLUSTERING')
           OR (s."state" = 'RANKED' AND s."rescoreProtocolId" IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM "Attempt" a WHERE a."submissionId" = s."id"
                        AND a."finishedAt" IS NULL AND a."leaseExpiresAt" > now())
    ORDER BY s."createdAt", s."id"`;
  return rows.map(({ id, task, background }) => messageOf(task, { submissionId: id, background }));
}
