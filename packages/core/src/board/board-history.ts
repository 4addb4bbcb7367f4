import { Prisma } from '@clusterboard/database/client';
import type { BoardEventKind } from '@clusterboard/database/enums';
import { type BoardMetric, boardMetrics } from './board-metrics.ts';

type Transaction = Prisma.TransactionClient;
type Means = Readonly<Record<`${BoardMetric}Mean`, number>>;

/** The current result of a submission, as far as closing it needs to know. */
type Standing = Means & { readonly id: string };

export interface BoardChange {
  readonly submissionId: string;
  readonly kind: (standing: Standing | null) => BoardEventKind;
  /** What comes to stand there; null when nothing does. */
  readonly added: Means | null;
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
  const standing = await transaction.evaluation.findFirst({
    where: { submissionId, toRevision: null },
    select: { id: true, accMean: true, ariMean: true, amiMean: true, miMean: true, nmiMean: true },
  });
  if (!standing && !added) return null;
  const difference = (added ? 1 : 0) - (standing ? 1 : 0);
  const { revision, at } = await nextRevision(transaction, benchmarkId, difference);
  if (standing) {
    await transaction.evaluation.update({
      where: { id: standing.id },
      data: { supersededAt: at, toRevision: revision },
    });
    await transaction.rankInterval.deleteMany({ where: { evaluationId: standing.id } });
  }
  await transaction.$executeRaw`
    INSERT INTO "BoardEvent" ("benchmarkId", "revision", "at", "kind", "submissionId", "entryCount", "note")
    SELECT "id", ${revision}, ${at}, ${kind(standing)}::"BoardEventKind", ${submissionId}, "entryCount", ${note ?? null}
    FROM "Benchmark" WHERE "id" = ${benchmarkId}`;
  await countScores(transaction, benchmarkId, [
    ...(standing ? [{ means: standing, count: -1 }] : []),
    ...(added ? [{ means: added, count: 1 }] : []),
  ]);
  await transaction.$executeRaw`SELECT pg_notify('board', ${benchmarkId})`;
  return { benchmarkId, revision, at };
}

async function lockBoard(transaction: Transaction, submissionId: string): Promise<string> {
  const [board] = await transaction.$queryRaw<{ id: string }[]>`
    SELECT b."id" FROM "Benchmark" b JOIN "Submission" s ON s."benchmarkId" = b."id"
    WHERE s."id" = ${submissionId} FOR NO KEY UPDATE OF b`;
  if (!board) throw new Error(`there is no submission ${submissionId}`);
  return board.id;
}

async function nextRevision(
  transaction: Transaction,
  benchmarkId: string,
  difference: number,
): Promise<{ revision: number; at: Date }> {
  const [next] = await transaction.$queryRaw<{ revision: number; at: Date }[]>`
    UPDATE "Benchmark" SET "revision" = "revision" + 1, "entryCount" = "entryCount" + ${difference},
      "changedAt" = greatest(date_trunc('milliseconds', clock_timestamp()), "changedAt" + interval '1 millisecond')
    WHERE "id" = ${benchmarkId} RETURNING "revision", "changedAt" AS "at"`;
  if (!next) throw new Error(`there is no benchmark ${benchmarkId}`);
  return next;
}

async function countScores(
  transaction: Transaction,
  benchmarkId: string,
  changes: readonly { readonly means: Means; readonly count: number }[],
): Promise<void> {
  const rows = changes.flatMap(({ means, count }) =>
    boardMetrics.map((metric) => Prisma.sql`(${metric}, ${means[`${metric}Mean`]}::float8, ${count}::int)`),
  );
  await transaction.$executeRaw`
    INSERT INTO "ScoreCount" ("benchmarkId", "metric", "bucket", "count")
    SELECT ${benchmarkId}, "metric"::"Metric", "score_bucket"("score") AS "bucket", sum("change")::int
    FROM (VALUES ${Prisma.join(rows)}) c("metric", "score", "change")
    GROUP BY "metric", "bucket" HAVING sum("change") <> 0
    ON CONFLICT ("benchmarkId", "metric", "bucket") DO UPDATE SET "count" = "ScoreCount"."count" + excluded."count"`;
}
