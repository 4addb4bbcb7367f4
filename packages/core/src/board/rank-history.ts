import { Prisma } from '@clusterboard/database/client';
import { BoardEventKind } from '@clusterboard/database/enums';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';
import { countedAbove } from './board-entry.ts';
import type { BoardMetric } from './board-metrics.ts';

/** An event of a board that changed an entry's rank, or that is about the entry itself. */
const rankChange = z.object({
  submissionId: z.string(),
  revision: z.int(),
  at: z.date(),
  kind: z.enum(BoardEventKind),
  /** The submission that the event is about. */
  causeId: z.string(),
  note: z.string().nullable(),
  /** Null before the entry was published. */
  rankBefore: z.int().nullable(),
  /** Null once it was withdrawn. */
  rankAfter: z.int().nullable(),
});
export type RankChange = Readonly<z.output<typeof rankChange>>;

export interface RankHistoryQuery {
  readonly metric: BoardMetric;
  /** Only what came before this revision. */
  readonly before: number | null;
  readonly count: number;
}

/** The newest events of a board, which are read once for all entries that are asked about. */
const windowLength = 500;

/** Above every revision. */
const never = 2 ** 31 - 1;

/**
 * What moved each of these entries, newest first. Ranks are counted back from the last one: most moves are
 * among the newest events of the board, which all entries share; an entry that these do not fill a page for
 * has few others above it, and these are gone through in the order of scores.
 */
export async function rankHistories(
  database: Database,
  submissionIds: readonly string[],
  { metric, before, count }: RankHistoryQuery,
): Promise<readonly RankChange[]> {
  if (submissionIds.length === 0) return [];
  const ids = Prisma.join([...submissionIds]);
  const end = Prisma.sql`${before ?? never}::int`;
  return queryRows(
    database,
    rankChange,
    Prisma.sql`
    WITH own AS (
      -- From "since" to before "until" the rank was that of this result.
      SELECT v."id", v."submissionId", v."benchmarkId", r."mean" AS "score", v."fromRevision" AS "since",
        least(coalesce(v."toRevision", ${never}::int), ${end}) AS "until",
        (v."toRevision" IS NULL AND ${end} = ${never}::int) AS "current"
      FROM "Evaluation" v JOIN "Score" r ON r."evaluationId" = v."id" AND r."metric" = ${metric}
      WHERE v."submissionId" IN (${ids}) AND v."fromRevision" < ${end}
    ), spans AS MATERIALIZED (
      SELECT p.*, 1 + CASE WHEN p."current" THEN ${countedAbove(metric, Prisma.raw('p."score"'))} ELSE (
        SELECT count(*) FROM "Score" w
        WHERE w."benchmarkId" = p."benchmarkId" AND w."metric" = ${metric} AND w."mean" > p."score"
          AND w."fromRevision" < p."until" AND (w."toRevision" IS NULL OR w."toRevision" >= p."until")
      ) END AS "last"
      FROM own p JOIN "Benchmark" b ON b."id" = p."benchmarkId"
    ), newest AS MATERIALIZED (
      SELECT b."benchmarkId", e."revision", e."submissionId", v."came", v."went"
      FROM (SELECT DISTINCT "benchmarkId" FROM spans) b
      CROSS JOIN LATERAL (
        SELECT e."revision", e."submissionId" FROM "BoardEvent" e
        WHERE e."benchmarkId" = b."benchmarkId" AND e."revision" < ${end}
        ORDER BY e."revision" DESC LIMIT ${windowLength}
      ) e
      CROSS JOIN LATERAL (
        SELECT coalesce(max(r."mean") FILTER (WHERE r."fromRevision" = e."revision"), '-Infinity') AS "came",
          coalesce(max(r."mean") FILTER (WHERE r."toRevision" = e."revision"), '-Infinity') AS "went"
        FROM "Evaluation" v JOIN "Score" r ON r."evaluationId" = v."id" AND r."metric" = ${metric}
        WHERE v."submissionId" = e."submissionId"
      ) v
    ), newer AS MATERIALIZED (
      SELECT o."id", m."revision", m."change" FROM spans o CROSS JOIN LATERAL (
        SELECT e."revision", CASE WHEN e."came" > o."score" THEN 1 ELSE -1 END AS "change" FROM newest e
        WHERE e."benchmarkId" = o."benchmarkId" AND e."revision" > o."since" AND e."revision" < o."until"
          AND (e."came" > o."score") <> (e."went" > o."score") AND e."submissionId" <> o."submissionId"
        ORDER BY e."revision" DESC LIMIT ${count}
      ) m
    ), short AS MATERIALIZED (
      -- Those that have room for moves from before the newest events.
      SELECT o.*, least(o."until", w."edge") AS "end" FROM spans o
      JOIN (SELECT "benchmarkId", min("revision") AS "edge" FROM newest GROUP BY "benchmarkId") w
        ON w."benchmarkId" = o."benchmarkId" AND w."edge" > o."since" + 1
      LEFT JOIN (SELECT "id", count(*) AS "found" FROM newer GROUP BY "id") n ON n."id" = o."id"
      WHERE coalesce(n."found", 0) < ${count}
    ), moves AS MATERIALIZED (
      SELECT "id", "revision", "change" FROM newer
      UNION ALL
      SELECT o."id", m."revision", m."change" FROM short o CROSS JOIN LATERAL (
        SELECT w."revision", sum(w."change") AS "change" FROM (
          SELECT w."fromRevision" AS "revision", 1 AS "change" FROM "Score" w
          WHERE w."benchmarkId" = o."benchmarkId" AND w."metric" = ${metric} AND w."mean" > o."score" AND w."submissionId" <> o."submissionId"
            AND w."fromRevision" > o."since" AND w."fromRevision" < o."end"
          UNION ALL
          SELECT w."toRevision", -1 FROM "Score" w
          WHERE w."benchmarkId" = o."benchmarkId" AND w."metric" = ${metric} AND w."mean" > o."score" AND w."submissionId" <> o."submissionId"
            AND w."toRevision" > o."since" AND w."toRevision" < o."end"
        ) w
        GROUP BY w."revision" HAVING sum(w."change") <> 0 ORDER BY w."revision" DESC LIMIT ${count}
      ) m
    ), walked AS (
      SELECT o."submissionId", o."benchmarkId", m."revision", m."change",
        o."last" - coalesce(sum(m."change") OVER (PARTITION BY o."id" ORDER BY m."revision" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS "rank"
      FROM moves m JOIN spans o ON o."id" = m."id"
    ), history AS (
      SELECT "submissionId", "benchmarkId", "revision", "rank" - "change" AS "earlier", "rank" FROM walked
      UNION ALL
      -- Wrong where the page is full of moves that came later; then it is beyond the page.
      SELECT o."submissionId", o."benchmarkId", o."since", previous."last",
        o."last" - coalesce(m."change", 0)
      FROM spans o
      LEFT JOIN (SELECT "id", sum("change") AS "change" FROM moves GROUP BY "id") m ON m."id" = o."id"
      LEFT JOIN spans previous ON previous."submissionId" = o."submissionId" AND previous."until" = o."since"
      UNION ALL
      SELECT e."submissionId", e."benchmarkId", e."revision", o."last", NULL
      FROM "BoardEvent" e LEFT JOIN spans o ON o."submissionId" = e."submissionId" AND o."until" = e."revision"
      WHERE e."submissionId" IN (${ids}) AND e."kind" = 'WITHDRAWN' AND e."revision" < ${end}
    ), page AS (
      SELECT *, row_number() OVER (PARTITION BY "submissionId" ORDER BY "revision" DESC) AS "position" FROM history
    )
    SELECT h."submissionId", h."revision", e."at", e."kind", e."submissionId" AS "causeId", e."note",
      h."earlier"::int AS "rankBefore", h."rank"::int AS "rankAfter"
    FROM page h CROSS JOIN LATERAL (
      SELECT e.* FROM "BoardEvent" e WHERE e."benchmarkId" = h."benchmarkId" AND e."revision" = h."revision" LIMIT 1
    ) e
    WHERE h."position" <= ${count} ORDER BY h."revision" DESC`,
  );
}
