import { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';

/**
 * How many waiting submissions were there before each of those among `submissionIds` that wait
 * themselves (QUEUED or INSPECTED). Shipped examples wait behind what people submit.
 */
export async function queuePositions(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly { submissionId: string; position: number }[]> {
  if (submissionIds.length === 0) return [];
  return database.$queryRaw`
    SELECT "submissionId", "position" FROM (
      SELECT "id" AS "submissionId",
        (row_number() OVER (ORDER BY "exampleKey" IS NOT NULL, "createdAt", "id") - 1)::int AS "position"
      FROM "Submission" WHERE "state" IN ('QUEUED', 'INSPECTED')
    ) waiting
    WHERE "submissionId" IN (${Prisma.join([...submissionIds])})`;
}
