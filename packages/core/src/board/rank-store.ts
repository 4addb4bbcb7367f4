import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import { readReplicates } from '../evaluation/replicates.ts';
import type { Database } from '../infra/database.ts';
import { column, queryRow, queryRows } from '../infra/sql.ts';
import type { BoardMetric } from './board-metrics.ts';

const unrankedBoard = z.object({
  id: z.string(),
  /** The current one; the rank intervals are those of an earlier one. */
  revision: z.int(),
});
export type UnrankedBoard = Readonly<z.output<typeof unrankedBoard>>;

const contenderRow = z.object({ evaluationId: z.string(), values: column.bytes.nullable() });
const highestRow = z.object({ max: column.float.nullable() });

/** Boards that have changed since rank intervals were computed for them. */
export const unrankedBoards = (database: Database): Promise<readonly UnrankedBoard[]> =>
  queryRows(
    database,
    unrankedBoard,
    Prisma.sql`
    SELECT "id", "revision" FROM "Benchmark" WHERE "rankedRevision" < "revision" ORDER BY "id"`,
  );

export interface Contender {
  readonly evaluationId: string;
  /** Null for results older than replicates. */
  readonly replicates: Float32Array | null;
}

/** The current entries of a board with the highest scores, best first, at most `limit`. */
export async function contenders(
  database: Database,
  benchmarkId: string,
  metric: BoardMetric,
  limit: number,
): Promise<readonly Contender[]> {
  const rows = await queryRows(
    database,
    contenderRow,
    Prisma.sql`
    SELECT o."evaluationId", r."values" FROM "Score" o
    LEFT JOIN "Replicates" r ON r."evaluationId" = o."evaluationId" AND r."metric" = o."metric"
    WHERE o."benchmarkId" = ${benchmarkId} AND o."metric" = ${metric} AND o."toRevision" IS NULL
    ORDER BY o."mean" DESC, o."publishedAt", o."submissionId" LIMIT ${limit}`,
  );
  return rows.map(({ evaluationId, values }) => ({
    evaluationId,
    replicates: values && readReplicates(values),
  }));
}

/**
 * The highest replicate of all entries beyond the first `limit` by score: −∞ when there are none, and ∞
 * when one of them has no replicates.
 */
export async function highestBeyond(
  database: Database,
  benchmarkId: string,
  metric: BoardMetric,
  limit: number,
): Promise<number> {
  const row = await queryRow(
    database,
    highestRow,
    Prisma.sql`
    SELECT max(coalesce(r."most", 'Infinity')) AS "max" FROM (
      SELECT o."evaluationId", o."metric" FROM "Score" o
      WHERE o."benchmarkId" = ${benchmarkId} AND o."metric" = ${metric} AND o."toRevision" IS NULL
      ORDER BY o."mean" DESC, o."publishedAt", o."submissionId" OFFSET ${limit}
    ) o LEFT JOIN "Replicates" r ON r."evaluationId" = o."evaluationId" AND r."metric" = o."metric"`,
  );
  return row?.max ?? Number.NEGATIVE_INFINITY;
}

export interface StoredRankInterval {
  readonly evaluationId: string;
  readonly metric: BoardMetric;
  readonly first: number;
  readonly last: number;
}

/**
 * Replaces the rank intervals of a board, unless it has changed since `revision`: then they are computed
 * once more.
 *
 * @returns whether they were stored
 */
export async function storeRankIntervals(
  database: Database,
  { id, revision }: UnrankedBoard,
  intervals: readonly StoredRankInterval[],
): Promise<boolean> {
  const column = (key: keyof StoredRankInterval) => intervals.map((interval) => interval[key]);
  return database.$transaction(async (transaction) => {
    const moved = await transaction.$executeRaw`
      UPDATE "Benchmark" SET "rankedRevision" = ${revision} WHERE "id" = ${id} AND "revision" = ${revision}`;
    if (moved === 0) return false;
    const computed = Prisma.sql`SELECT * FROM unnest(${column('evaluationId')}::text[], ${column('metric')}::text[],
      ${column('first')}::int[], ${column('last')}::int[]) c("evaluationId", "metric", "first", "last")`;
    await transaction.$executeRaw`
      DELETE FROM "RankInterval" i USING "Evaluation" v
      WHERE v."id" = i."evaluationId" AND v."benchmarkId" = ${id} AND NOT EXISTS (
        SELECT FROM (${computed}) c
        WHERE c."evaluationId" = i."evaluationId" AND c."metric" = i."metric")`;
    await transaction.$executeRaw`
      INSERT INTO "RankInterval" ("evaluationId", "metric", "first", "last")
      SELECT "evaluationId", "metric", "first", "last" FROM (${computed}) c
      ON CONFLICT ("evaluationId", "metric") DO UPDATE SET "first" = excluded."first", "last" = excluded."last"
      WHERE ("RankInterval"."first", "RankInterval"."last") <> (excluded."first", excluded."last")`;
    await transaction.$executeRaw`SELECT pg_notify('board', ${id})`;
    return true;
  });
}
