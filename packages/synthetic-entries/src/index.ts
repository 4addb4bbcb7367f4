import { boardMetrics, type Database, queryRows } from '@clusterboard/core';
import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';

type Transaction = Prisma.TransactionClient;

const tables = ['Encoder', 'Submission', 'Evaluation', 'Score', 'BoardEvent'] as const;

/** From here on it is quicker to rebuild indexes than to put every row into each. */
const many = 50_000;

/**
 * Fills tables without their indexes but those of constraints, and without looking up foreign keys, which
 * asks for a superuser. No one else reads the tables meanwhile.
 */
async function inBulk(transaction: Transaction, fill: () => Promise<void>): Promise<void> {
  const indexes = await queryRows(
    transaction,
    z.object({ name: z.string(), definition: z.string() }),
    Prisma.sql`
      SELECT i."indexrelid"::regclass::text AS "name", pg_get_indexdef(i."indexrelid") AS "definition"
      FROM pg_index i JOIN pg_class t ON t."oid" = i."indrelid"
      WHERE t."relname" IN (${Prisma.join([...tables])}) AND t."relnamespace" = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c."conindid" = i."indexrelid")`,
  );
  await transaction.$executeRaw`SET LOCAL session_replication_role = replica`;
  await transaction.$executeRaw`SET LOCAL maintenance_work_mem = '512MB'`;
  for (const { name } of indexes) await transaction.$executeRawUnsafe(`DROP INDEX ${name}`);
  await fill();
  for (const { definition } of indexes) await transaction.$executeRawUnsafe(definition);
}

/**
 * Puts made-up entries on a board, for measurements and tests: the same scores for the same number, as
 * publishing them one by one would leave them, without replicates. A million take some minutes.
 */
export async function addSyntheticEntries(
  database: Database,
  benchmarkId: string,
  count: number,
): Promise<void> {
  const addRows = async (transaction: Transaction) => {
    const board = await transaction.benchmark.findUniqueOrThrow({ where: { id: benchmarkId } });
    const from = board.revision;
    await transaction.$executeRaw`
      INSERT INTO "Encoder" ("id", "name", "description", "submittedBy", "fileName", "sha256", "sizeBytes", "parameters")
      SELECT ${benchmarkId} || '-' || g, 'Encoder ' || g, 'Made up to measure with, ' || md5(g::text),
        'Laboratory ' || g % 97, 'encoder.onnx', md5(g::text) || md5(g::text), 1000000, 1000 + abs(hashint4(g)::bigint)
      FROM generate_series(${from + 1}::int, ${from + count}::int) g`;
    await transaction.$executeRaw`
      INSERT INTO "Submission" ("id", "encoderId", "benchmarkId", "state", "preprocessing", "pooling")
      SELECT "id", "id", ${benchmarkId}, 'RANKED', '{}', 'mean' FROM "Encoder"
      WHERE "id" IN (SELECT ${benchmarkId} || '-' || g FROM generate_series(${from + 1}::int, ${from + count}::int) g)`;
    await transaction.$executeRaw`
      INSERT INTO "Evaluation" ("id", "submissionId", "benchmarkId", "protocolId", "fromRevision", "searchText",
        "kind", "parameters", "featureDim", "clusters", "imagesPerSecond", "executionProvider", "report",
        "trainFeaturesSha256", "testFeaturesSha256", "publishedAt")
      SELECT c."id", c."id", ${benchmarkId}, ${board.protocolId}, g,
        concat_ws(E'\n', c."name", c."submittedBy", c."description"), 'SUBMITTED', c."parameters", 64 * (1 + g % 32), ${board.clusters},
        100 + abs(hashint4(g + 7)::bigint) % 5000, 'cpu', '{"runs": []}', md5(g::text), md5(g::text),
        ${board.changedAt}::timestamptz + g * interval '1 millisecond'
      FROM generate_series(${from + 1}::int, ${from + count}::int) g
      JOIN "Encoder" c ON c."id" = ${benchmarkId} || '-' || g`;
    await transaction.$executeRaw`
      INSERT INTO "Score" ("evaluationId", "metric", "mean", "std", "low", "high", "benchmarkId", "submissionId",
        "publishedAt", "fromRevision")
      SELECT v."id", m."metric", s."mean", 0.004, s."mean" - 0.01, s."mean" + 0.01, v."benchmarkId", v."submissionId",
        v."publishedAt", v."fromRevision"
      FROM "Evaluation" v,
      LATERAL unnest(${[...boardMetrics]}::text[]) WITH ORDINALITY m("metric", "place"),
      LATERAL (SELECT abs(hashint4(v."fromRevision" + 3 * (m."place"::int - 1))::float8) / 2147483648 AS "u") r,
      LATERAL (SELECT 0.1 + 0.7 * r."u" * r."u" AS "mean") s
      WHERE v."benchmarkId" = ${benchmarkId} AND v."fromRevision" > ${from}`;
    await transaction.$executeRaw`
      INSERT INTO "BoardEvent" ("benchmarkId", "revision", "at", "kind", "submissionId", "entryCount")
      SELECT ${benchmarkId}, g, ${board.changedAt}::timestamptz + g * interval '1 millisecond', 'PUBLISHED',
        ${benchmarkId} || '-' || g, ${board.entryCount - from}::int + g
      FROM generate_series(${from + 1}::int, ${from + count}::int) g`;
    await transaction.$executeRaw`DELETE FROM "ScoreCount" WHERE "benchmarkId" = ${benchmarkId}`;
    await transaction.$executeRaw`
      INSERT INTO "ScoreCount" ("benchmarkId", "metric", "bucket", "count")
      SELECT ${benchmarkId}, "metric", "score_bucket"("mean"), count(*)::int
      FROM "Score" WHERE "benchmarkId" = ${benchmarkId} AND "toRevision" IS NULL GROUP BY 2, 3`;
    await transaction.$executeRaw`
      UPDATE "Benchmark" SET "revision" = "revision" + ${count}, "entryCount" = "entryCount" + ${count},
        "changedAt" = "changedAt" + ${from + count} * interval '1 millisecond' WHERE "id" = ${benchmarkId}`;
  };
  const fill = (transaction: Transaction) =>
    count < many ? addRows(transaction) : inBulk(transaction, () => addRows(transaction));
  await database.$transaction(fill, { timeout: 3_600_000 });
  await database.$executeRaw`VACUUM ANALYZE "Evaluation", "Score", "Submission", "Encoder", "BoardEvent", "ScoreCount"`;
}
