import { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';

/** The receipt of a ranked submission's current result, as stored; null where there is none. */
export async function receiptOf(database: Database, submissionId: string): Promise<Prisma.JsonValue> {
  const evaluation = await database.evaluation.findFirst({
    where: { submissionId, supersededAt: null, submission: { state: 'RANKED' } },
    select: { receipt: true },
  });
  return evaluation?.receipt ?? null;
}

/** The hashes of the receipts of those evaluations that have one. */
export async function receiptHashes(
  database: Database,
  evaluationIds: readonly string[],
): Promise<readonly { evaluationId: string; sha256: string }[]> {
  if (evaluationIds.length === 0) return [];
  return database.$queryRaw`
    SELECT "id" AS "evaluationId", "receipt"->>'sha256' AS "sha256"
    FROM "Evaluation" WHERE "id" IN (${Prisma.join([...evaluationIds])}) AND "receipt" IS NOT NULL`;
}
