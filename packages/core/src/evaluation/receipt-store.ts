import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';

const receiptHash = z.object({ evaluationId: z.string(), sha256: z.string() });

/** The receipt of a ranked submission's current result, as stored; null if there is none. */
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
): Promise<readonly z.output<typeof receiptHash>[]> {
  if (evaluationIds.length === 0) return [];
  return queryRows(
    database,
    receiptHash,
    Prisma.sql`
      SELECT "id" AS "evaluationId", "receipt"->>'sha256' AS "sha256"
      FROM "Evaluation" WHERE "id" IN (${Prisma.join([...evaluationIds])}) AND "receipt" IS NOT NULL`,
  );
}

/** The receipt of a result, and what its rows say of the objects that it names. */
export interface StoredReceipt {
  readonly submissionId: string;
  readonly receipt: Prisma.JsonValue;
  readonly modelSha256: string;
  readonly trainFeaturesSha256: string;
  readonly testFeaturesSha256: string;
}

/** Some hundred kB each. */
const receiptsAtOnce = 20;

/** The receipts of all results, also of superseded ones. */
export async function* storedReceipts(database: Database): AsyncGenerator<StoredReceipt, void, undefined> {
  for (let after = ''; ; ) {
    const rows = await database.evaluation.findMany({
      where: { id: { gt: after }, receipt: { not: Prisma.DbNull } },
      select: {
        id: true,
        submissionId: true,
        receipt: true,
        trainFeaturesSha256: true,
        testFeaturesSha256: true,
        submission: { select: { encoder: { select: { sha256: true } } } },
      },
      orderBy: { id: 'asc' },
      take: receiptsAtOnce,
    });
    for (const { id, submission, ...row } of rows) {
      after = id;
      yield { ...row, modelSha256: submission.encoder.sha256 };
    }
    if (rows.length < receiptsAtOnce) return;
  }
}
