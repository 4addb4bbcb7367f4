import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { column, queryRow, queryRows } from '../infra/sql.ts';

export type ViewColumn = 'probes' | 'contingency' | 'clusters' | 'confusedPairs' | 'map';

const storedView = z.object({
  evaluationId: z.string(),
  /** The seed of the run that it shows. */
  seed: z.int(),
  view: column.json,
});
export type StoredView = Readonly<z.output<typeof storedView>>;

const reportedCurve = z.object({ evaluationId: z.string(), curves: column.json });

/** One view of those evaluations that have it, without reading the others. */
export async function storedViews(
  database: Database,
  column: ViewColumn,
  evaluationIds: readonly string[],
): Promise<readonly StoredView[]> {
  if (evaluationIds.length === 0) return [];
  const name = Prisma.raw(`"${column}"`);
  return queryRows(
    database,
    storedView,
    Prisma.sql`
      SELECT "evaluationId", "seed", ${name} AS "view" FROM "EvaluationViews"
      WHERE "evaluationId" IN (${Prisma.join([...evaluationIds])}) AND ${name} IS NOT NULL`,
  );
}

/** The curves of those evaluations whose reports have them, as stored. */
export async function reportedCurves(
  database: Database,
  evaluationIds: readonly string[],
): Promise<readonly z.output<typeof reportedCurve>[]> {
  if (evaluationIds.length === 0) return [];
  return queryRows(
    database,
    reportedCurve,
    Prisma.sql`
      SELECT "id" AS "evaluationId", "report"->'curves' AS "curves" FROM "Evaluation"
      WHERE "id" IN (${Prisma.join([...evaluationIds])}) AND "report"->'curves' IS NOT NULL`,
  );
}

/** An entry whose test assignments are kept. */
const assignedRow = z.object({
  evaluationId: z.string(),
  submissionId: z.string(),
  trainFeaturesSha256: z.string(),
  testFeaturesSha256: z.string(),
  assignments: column.json,
});
export type AssignedEntry = Readonly<z.output<typeof assignedRow>>;

const assigned = Prisma.sql`
  SELECT v."id" AS "evaluationId", v."submissionId", v."trainFeaturesSha256", v."testFeaturesSha256",
    w."assignments"
  FROM "Evaluation" v JOIN "EvaluationViews" w ON w."evaluationId" = v."id"`;

export async function assignedEntry(database: Database, evaluationId: string): Promise<AssignedEntry | null> {
  const one = Prisma.sql`${assigned} WHERE v."id" = ${evaluationId}`;
  return (await queryRow(database, assignedRow, one)) ?? null;
}

/**
 * The current entries of an evaluation's board whose ACC is nearest to its own: at most `eachSide` above
 * (equal ones among them) and below, with their assignments.
 */
export async function entriesOfLikeScore(
  database: Database,
  evaluationId: string,
  eachSide: number,
): Promise<readonly AssignedEntry[]> {
  const side = (comparison: Prisma.Sql, order: Prisma.Sql) => Prisma.sql`(
    SELECT o."evaluationId", o."submissionId", o."mean" FROM "Score" o JOIN own ON o."benchmarkId" = own."benchmarkId"
    WHERE o."metric" = 'acc' AND o."toRevision" IS NULL AND o."submissionId" <> own."submissionId"
      AND o."mean" ${comparison} own."mean" AND EXISTS (
        SELECT FROM "EvaluationViews" w WHERE w."evaluationId" = o."evaluationId")
    ORDER BY o."mean" ${order}, o."evaluationId" LIMIT ${eachSide})`;
  return queryRows(
    database,
    assignedRow,
    Prisma.sql`
    WITH own AS (
      SELECT "submissionId", "benchmarkId", "mean" FROM "Score"
      WHERE "evaluationId" = ${evaluationId} AND "metric" = 'acc'
    )
    ${assigned} JOIN (
      ${side(Prisma.sql`>=`, Prisma.sql`ASC`)} UNION ALL ${side(Prisma.sql`<`, Prisma.sql`DESC`)}
    ) near ON near."evaluationId" = v."id"`,
  );
}
