import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from './database.ts';
import { plainJson } from './plain-json.ts';
import { column, queryRows } from './sql.ts';
import { type Message, messageOf, type TaskContract } from './tasks.ts';

/** Writes a message in the transaction that makes its work necessary. */
export async function sendMessage<Payload extends object>(
  transaction: Prisma.TransactionClient,
  contract: TaskContract<Payload>,
  payload: Payload,
  requestId?: string,
): Promise<void> {
  const { task } = messageOf(contract, payload);
  await transaction.outboxMessage.create({
    data: { task, payload: plainJson(payload), requestId: requestId ?? null },
  });
}

const outboxRow = z.object({
  id: z.bigint(),
  task: z.string(),
  payload: column.json,
  requestId: z.string().nullable(),
});

/**
 * Hands undelivered messages of the named tasks to `deliver` in the order they were written and marks them
 * delivered; those of other tasks wait for a worker that knows them. Rows stay locked meanwhile, so that two
 * dispatchers never hand over the same message; one that dies in between leaves them undelivered, so
 * delivery is at least once.
 *
 * @returns how many were delivered
 */
export async function deliverOutbox(
  database: Database,
  tasks: readonly string[],
  deliver: (messages: readonly Message[]) => Promise<void>,
  limit = 100,
): Promise<number> {
  return database.$transaction(async (transaction) => {
    const rows = await queryRows(
      transaction,
      outboxRow,
      Prisma.sql`
        SELECT "id", "task", "payload", "requestId" FROM "OutboxMessage"
        WHERE "deliveredAt" IS NULL AND "task" = ANY(${[...tasks]}::text[])
        ORDER BY "id" LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
    );
    if (rows.length === 0) return 0;
    await deliver(
      rows.map(({ task, payload, requestId }) => ({
        task,
        payload,
        ...(requestId === null ? {} : { requestId }),
      })),
    );
    const ids = rows.map((row) => row.id);
    await transaction.outboxMessage.updateMany({
      where: { id: { in: ids } },
      data: { deliveredAt: new Date() },
    });
    return rows.length;
  });
}

/** @returns how many messages delivered before `before` were removed */
export async function removeDelivered(database: Database, before: Date): Promise<number> {
  const { count } = await database.outboxMessage.deleteMany({ where: { deliveredAt: { lt: before } } });
  return count;
}
