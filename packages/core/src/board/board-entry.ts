import { Prisma } from '@clusterboard/database/client';
import { EntryKind, ExecutionProvider } from '@clusterboard/database/enums';
import { z } from 'zod';
import { column } from '../infra/sql.ts';
import { type BoardMetric, boardMetrics } from './board-metrics.ts';
import { type AsOf, validAsOf } from './board-revision.ts';
import { scoresColumn, scoresJson } from './scores-column.ts';

/** A ranked submission with its scores, as {@link entryColumns} and {@link evaluationColumns} select it. */
export const boardEntry = z.object({
  submissionId: z.string(),
  benchmarkId: z.string(),
  evaluationId: z.string(),
  /** 1 is the highest score of the whole board; equal scores share a rank. */
  rank: z.int(),
  /** The metric of the ranks on the board as it is now; null where they are of an earlier board. */
  rankedBy: z.enum(boardMetrics).nullable(),
  /** The range of ranks that is statistically tied; null until it is computed. */
  rankFirst: z.int().nullable(),
  rankLast: z.int().nullable(),
  /** Of the board when this result was published. */
  fromRevision: z.int(),
  name: z.string(),
  description: z.string(),
  submittedBy: z.string(),
  kind: z.enum(EntryKind),
  parameters: z.bigint().nullable(),
  clusters: z.int(),
  featureDim: z.int(),
  pcaDim: z.int().nullable(),
  imagesPerSecond: column.float,
  executionProvider: z.enum(ExecutionProvider),
  publishedAt: z.date(),
  scores: scoresColumn,
});
export type BoardEntry = Readonly<z.output<typeof boardEntry>>;

/** The columns of an evaluation `v` that its page needs. */
export const evaluationColumns = Prisma.raw(`v."submissionId", v."id" AS "evaluationId", v."benchmarkId",
  v."fromRevision", v."kind", v."parameters", v."clusters", v."featureDim", v."pcaDim",
  v."imagesPerSecond", v."executionProvider", v."publishedAt"`);

/** Current scores above one on board `b`: whole buckets by their counts, the score's own by the index. */
export const countedAbove = (metric: BoardMetric, score: Prisma.Sql): Prisma.Sql => Prisma.sql`
  coalesce((SELECT sum(c."count") FROM "ScoreCount" c WHERE c."benchmarkId" = b."id"
    AND c."metric" = ${metric} AND c."bucket" > "score_bucket"(${score})), 0)
  + (SELECT count(*) FROM "Score" w WHERE w."benchmarkId" = b."id" AND w."metric" = ${metric}
      AND w."mean" > ${score}
      AND w."mean" < CASE "score_bucket"(${score}) WHEN 10239 THEN 'Infinity'
        ELSE ("score_bucket"(${score}) + 1) / 1024::float8 END
      AND w."toRevision" IS NULL)`;

/** Earlier boards have no counts: all scores above one are gone through, in the index alone. */
const foundAbove = (metric: BoardMetric, asOf: AsOf, score: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT count(*) FROM "Score" w WHERE w."benchmarkId" = b."id" AND w."metric" = ${metric}
    AND w."mean" > ${score} AND ${validAsOf(asOf, 'w')})`;

/** The columns of an entry beside its evaluation and its rank; {@link entryJoins} gives them. */
export const describedColumns = Prisma.raw(`c."name", c."description", c."submittedBy",
  i."first" AS "rankFirst", i."last" AS "rankLast", s."scores"`);

/** The rank of an evaluation `p` on board `b` with a score, by counting those above; null without an evaluation. */
export const rankByCount = (metric: BoardMetric, asOf: AsOf, score: Prisma.Sql): Prisma.Sql => Prisma.sql`
  CASE WHEN p."evaluationId" IS NOT NULL
    THEN (1 + ${asOf === null ? countedAbove(metric, score) : foundAbove(metric, asOf, score)})::int END`;

/** The columns of an entry beside its evaluation `p`, with its rank. */
export const entryColumns = (metric: BoardMetric, asOf: AsOf, rank: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ${describedColumns}, ${rank} AS "rank", ${asOf === null ? metric : null}::text AS "rankedBy"`;

/** The score `r` of an evaluation `p` by a metric, where it has one. */
export const scoreJoin = (metric: BoardMetric): Prisma.Sql => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT r."mean" FROM "Score" r WHERE r."evaluationId" = p."evaluationId" AND r."metric" = ${metric} LIMIT 1
  ) r ON TRUE`;

/** The rank interval `i` of an evaluation `p` on board `b`, where those of its revision are computed. */
export const intervalJoin = (metric: BoardMetric): Prisma.Sql => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT i."first", i."last" FROM "RankInterval" i
    WHERE i."evaluationId" = p."evaluationId" AND i."metric" = ${metric}
      AND b."rankedRevision" = b."revision" LIMIT 1
  ) i ON TRUE`;

/** LIMIT keeps the planner at a look-up for each row of a page: it would read whole tables to join them. */
export const entryJoins = (metric: BoardMetric): Prisma.Sql => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT c."name", c."description", c."submittedBy" FROM "Submission" s JOIN "Encoder" c ON c."id" = s."encoderId"
    WHERE s."id" = p."submissionId" LIMIT 1
  ) c ON TRUE
  LEFT JOIN LATERAL (
    SELECT ${scoresJson} AS "scores" FROM "Score" s WHERE s."evaluationId" = p."evaluationId"
  ) s ON TRUE
  ${intervalJoin(metric)}`;
