import { Prisma } from '@clusterboard/database/client';
import type { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';
import { boardEntry, countedAbove, intervalJoin } from './board-entry.ts';
import type { BoardMetric } from './board-metrics.ts';

const entryRank = boardEntry.pick({ submissionId: true, rank: true, rankFirst: true, rankLast: true });

/** The rank of an entry on its board. */
export type EntryRank = Readonly<z.output<typeof entryRank>>;

/** The current ranks by a metric of those entries among `submissionIds` that are on a board and have the metric. */
export async function ranksOf(
  database: Database,
  submissionIds: readonly string[],
  metric: BoardMetric,
): Promise<readonly EntryRank[]> {
  if (submissionIds.length === 0) return [];
  return queryRows(
    database,
    entryRank,
    Prisma.sql`
    SELECT p."submissionId", (1 + ${countedAbove(metric, Prisma.raw('p."mean"'))})::int AS "rank",
      i."first" AS "rankFirst", i."last" AS "rankLast"
    FROM (
      SELECT v."submissionId", v."id" AS "evaluationId", v."benchmarkId", r."mean"
      FROM "Evaluation" v JOIN "Score" r ON r."evaluationId" = v."id" AND r."metric" = ${metric}
      WHERE v."submissionId" IN (${Prisma.join([...submissionIds])}) AND v."toRevision" IS NULL
    ) p
    JOIN "Benchmark" b ON b."id" = p."benchmarkId"
    ${intervalJoin(metric)}`,
  );
}
