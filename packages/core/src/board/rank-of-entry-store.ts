import { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';
import { type BoardEntry, countedAbove, intervalJoin } from './board-entry.ts';
import type { BoardMetric } from './board-metrics.ts';

/** Where an entry stands on its board. */
export type EntryPlace = Pick<BoardEntry, 'submissionId' | 'rank' | 'rankFirst' | 'rankLast'>;

/** Where the entries of `submissionIds` stand now by a metric; those that are on no board, or lack the metric, are left out. */
export async function placesOf(
  database: Database,
  submissionIds: readonly string[],
  metric: BoardMetric,
): Promise<readonly EntryPlace[]> {
  if (submissionIds.length === 0) return [];
  return database.$queryRaw`
    SELECT p."submissionId", (1 + ${countedAbove(metric, Prisma.raw('p."mean"'))})::int AS "rank",
      i."first" AS "rankFirst", i."last" AS "rankLast"
    FROM (
      SELECT v."submissionId", v."id" AS "evaluationId", v."benchmarkId", r."mean"
      FROM "Evaluation" v JOIN "Score" r ON r."evaluationId" = v."id" AND r."metric" = ${metric}
      WHERE v."submissionId" IN (${Prisma.join([...submissionIds])}) AND v."toRevision" IS NULL
    ) p
    JOIN "Benchmark" b ON b."id" = p."benchmarkId"
    ${intervalJoin(metric)}`;
}
