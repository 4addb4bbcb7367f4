import { Prisma } from '@clusterboard/database/client';
import type { BoardEventKind } from '@clusterboard/database/enums';
import { z } from 'zod';
import { column, queryRowOrThrow, queryRows } from '../infra/sql.ts';

type Transaction = Prisma.TransactionClient;

const lockedBoard = z.object({ id: z.string() });
const currentMean = z.object({ id: z.string(), metric: z.string(), mean: column.float });
const nextRow = z.object({ revision: z.int(), at: z.date() });

/** The mean of a metric. */
export interface Mean {
  readonly metric: string;
  readonly mean: number;
}

/** The current result of a submission, as far as closing it needs to know. */
interface CurrentResult {
  readonly id: string;
  readonly means: readonly Mean[];
}

export interface BoardChange {
  readonly submissionId: string;
  readonly kind: (current: CurrentResult | null) => BoardEventKind;
  /** The new result; null when there is none. */
  readonly added: readonly Mean[] | null;
  readonly note?: string;
}

export interface NewRevision {
  readonly benchmarkId: string;
  readonly revision: number;
  readonly at: Date;
}

/**
 * Counts a change of a submission's board and closes the result that stood there. The board stays
 * locked until the transaction ends, so that revisions and their times are in the order of commits.
 * What it costs does not depend on how many entries the board has.
 *
 * @returns null when nothing stands there and nothing is added
 */
export async function changeBoard(
  transaction: Transaction,
  { submissionId, kind, added, note }: BoardChange,
): Promise<NewRevision | null> {
  const benchmarkId = await lockBoard(transaction, submissionId);
  const current = await currentResultOf(transaction, submissionId);
  if (!current && !added) return null;
  const difference = (added ? 1 : 0) - (current ? 1 : 0);
  const { revision, at } = await nextRevision(transaction, benchmarkId, difference);
  if (current) {
    await transaction.evaluation.update({
      where: { id: current.id },
      data: { supersededAt: at, toRevision: revision },
    });
    await transaction.score.updateMany({
      where: { evaluationId: current.id },
      data: { toRevision: revision },
    });
    await transaction.rankInterval.deleteMany({ where: { evaluationId: current.id } });
  }
  await countScores(transaction, benchmarkId, [
    ...(current ? [{ means: current.means, count: -1 }] : []),
    ...(added ? [{ means: added, count: 1 }] : []),
  ]);
  await transaction.$executeRaw`
    WITH event AS (
      INSERT INTO "BoardEvent" ("benchmarkId", "revision", "at", "kind", "submissionId", "entryCount", "note")
      SELECT "id", ${revision}, ${at}, ${kind(current)}::"BoardEventKind", ${submissionId}, "entryCount", ${note ?? null}
      FROM "Benchmark" WHERE "id" = ${benchmarkId} RETURNING "benchmarkId"
    )
    SELECT pg_notify('board', "benchmarkId") FROM event`;
  return { benchmarkId, revision, at };
}

async function lockBoard(transaction: Transaction, submissionId: string): Promise<string> {
  const { id } = await queryRowOrThrow(
    transaction,
    lockedBoard,
    Prisma.sql`
      SELECT b."id" FROM "Benchmark" b JOIN "Submission" s ON s."benchmarkId" = b."id"
      WHERE s."id" = ${submissionId} FOR NO KEY UPDATE OF b`,
    `there is no submission ${submissionId}`,
  );
  return id;
}

async function currentResultOf(
  transaction: Transaction,
  submissionId: string,
): Promise<CurrentResult | null> {
  const rows = await queryRows(
    transaction,
    currentMean,
    Prisma.sql`
      SELECT v."id", s."metric", s."mean" FROM "Evaluation" v JOIN "Score" s ON s."evaluationId" = v."id"
      WHERE v."submissionId" = ${submissionId} AND v."toRevision" IS NULL`,
  );
  const [first] = rows;
  return first ? { id: first.id, means: rows } : null;
}

async function nextRevision(
  transaction: Transaction,
  benchmarkId: string,
  difference: number,
): Promise<z.output<typeof nextRow>> {
  return queryRowOrThrow(
    transaction,
    nextRow,
    Prisma.sql`
      UPDATE "Benchmark" SET "revision" = "revision" + 1, "entryCount" = "entryCount" + ${difference},
        "changedAt" = greatest(date_trunc('milliseconds', clock_timestamp()), "changedAt" + interval '1 millisecond')
      WHERE "id" = ${benchmarkId} RETURNING "revision", "changedAt" AS "at"`,
    `there is no benchmark ${benchmarkId}`,
  );
}

async function countScores(
  transaction: Transaction,
  benchmarkId: string,
  changes: readonly { readonly means: readonly Mean[]; readonly count: number }[],
): Promise<void> {
  const rows = changes.flatMap(({ means, count }) =>
    means.map(({ metric, mean }) => Prisma.sql`(${metric}, ${mean}::float8, ${count}::int)`),
  );
  await transaction.$executeRaw`
    INSERT INTO "ScoreCount" ("benchmarkId", "metric", "bucket", "count")
    SELECT ${benchmarkId}, "metric", "score_bucket"("score") AS "bucket", sum("change")::int
    FROM (VALUES ${Prisma.join(rows)}) c("metric", "score", "change")
    GROUP BY "metric", "bucket" HAVING sum("change") <> 0
    ON CONFLICT ("benchmarkId", "metric", "bucket") DO UPDATE SET "count" = "ScoreCount"."count" + excluded."count"`;
}
