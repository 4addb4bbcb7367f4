import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';
import { waitingStates } from './states.ts';

const queuePosition = z.object({ submissionId: z.string(), position: z.int() });

/**
 * How many waiting submissions were there before each of those among `submissionIds` that wait
 * themselves (QUEUED or INSPECTED). Shipped examples wait behind what people submit.
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
        SELECT "id" AS "submissionId",
          (row_number() OVER (ORDER BY "exampleKey" IS NOT NULL, "createdAt", "id") - 1)::int AS "position"
        FROM "Submission" WHERE "state" IN (${waitingStates})
      ) waiting
      WHERE "submissionId" IN (${Prisma.join([...submissionIds])})`,
  );
}
