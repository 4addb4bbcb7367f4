import { Prisma } from '../generated/client.ts';
import type { Database } from './database.ts';

export type BoardMetric = 'acc' | 'ari' | 'ami' | 'mi';

/** A ranked submission with its current scores. */
export interface BoardEntry {
  readonly submissionId: string;
  readonly benchmarkId: string;
  readonly evaluationId: string;
  /** 1 is the highest score of the whole board; equal scores share a rank. */
  readonly rank: number;
  readonly name: string;
  readonly description: string;
  readonly submittedBy: string;
  readonly parameters: bigint | null;
  readonly clusters: number;
  readonly featureDim: number;
  readonly pcaDim: number | null;
  readonly accMean: number;
  readonly accStd: number;
  readonly ariMean: number;
  readonly ariStd: number;
  readonly amiMean: number;
  readonly amiStd: number;
  readonly miMean: number;
  readonly miStd: number;
  readonly imagesPerSecond: number;
  readonly executionProvider: string;
  readonly publishedAt: Date;
}

/** A place in the total order of a board: score, then who came first, then the id. */
export interface BoardPlace {
  readonly score: number;
  readonly publishedAt: Date;
  readonly submissionId: string;
}

export interface BoardQuery {
  readonly metric: BoardMetric;
  /** `desc` starts at the best entry; `asc` is exactly the reverse. */
  readonly direction: 'asc' | 'desc';
  /** Text that name, submitter or description must hold, whatever its case. */
  readonly search: string | null;
  readonly after: BoardPlace | null;
  readonly before: BoardPlace | null;
  readonly take: { readonly from: 'start' | 'end'; readonly count: number };
}

export interface BoardPage {
  readonly entries: readonly BoardEntry[];
  /** Entries that match the search, over all pages. */
  readonly totalCount: number;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

const scoreColumn: Record<BoardMetric, Prisma.Sql> = {
  acc: Prisma.raw('v."accMean"'),
  ari: Prisma.raw('v."ariMean"'),
  ami: Prisma.raw('v."amiMean"'),
  mi: Prisma.raw('v."miMean"'),
};

/** Ranks are taken over whole boards, before any search or page narrows them. */
const boards = (metric: BoardMetric, benchmarkIds: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT s."id" AS "submissionId", s."benchmarkId", v."id" AS "evaluationId",
    c."name", c."description", c."submittedBy", c."parameters",
    v."clusters", v."featureDim", v."pcaDim",
    v."accMean", v."accStd", v."ariMean", v."ariStd", v."amiMean", v."amiStd", v."miMean", v."miStd",
    v."imagesPerSecond", v."executionProvider", v."publishedAt",
    ${scoreColumn[metric]} AS "score",
    (rank() OVER (PARTITION BY s."benchmarkId" ORDER BY ${scoreColumn[metric]} DESC))::int AS "rank"
  FROM "Evaluation" v
  JOIN "Submission" s ON s."id" = v."submissionId"
  JOIN "Encoder" c ON c."id" = s."encoderId"
  WHERE v."supersededAt" IS NULL AND s."state" = 'RANKED' AND s."benchmarkId" IN (${benchmarkIds})`;

const literal = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`;

const matches = (search: string | null): Prisma.Sql =>
  search === null
    ? Prisma.sql`TRUE`
    : Prisma.sql`("name" ILIKE ${literal(search)} OR "submittedBy" ILIKE ${literal(search)}
        OR "description" ILIKE ${literal(search)})`;

const higher = (place: BoardPlace): Prisma.Sql => Prisma.sql`("score" > ${place.score}::float8
  OR ("score" = ${place.score}::float8
    AND ("publishedAt", "submissionId") < (${place.publishedAt}::timestamptz, ${place.submissionId})))`;

const lower = (place: BoardPlace): Prisma.Sql => Prisma.sql`("score" < ${place.score}::float8
  OR ("score" = ${place.score}::float8
    AND ("publishedAt", "submissionId") > (${place.publishedAt}::timestamptz, ${place.submissionId})))`;

const everywhere = Prisma.sql`TRUE`;
const descending = Prisma.sql`"score" DESC, "publishedAt" ASC, "submissionId" ASC`;
const ascending = Prisma.sql`"score" ASC, "publishedAt" DESC, "submissionId" DESC`;

type PageRow = { [Key in keyof BoardEntry]: BoardEntry[Key] | null } & {
  readonly board: string;
  readonly total: number;
  readonly position: number | null;
};

const isEntry = (row: PageRow): row is PageRow & BoardEntry => row.submissionId !== null;

/**
 * The same page of several boards in one statement.
 *
 * @returns a page for every id of `benchmarkIds`, empty where a benchmark has no entries
 */
export async function leaderboardPages(
  database: Database,
  benchmarkIds: readonly string[],
  query: BoardQuery,
): Promise<ReadonlyMap<string, BoardPage>> {
  if (benchmarkIds.length === 0) return new Map();
  const { direction, search, after, before, take } = query;
  const [follows, precedes] = direction === 'desc' ? [lower, higher] : [higher, lower];
  const [order, reverse] = direction === 'desc' ? [descending, ascending] : [ascending, descending];
  const rows = await database.$queryRaw<PageRow[]>`
    WITH board AS (${boards(query.metric, Prisma.join([...benchmarkIds]))}),
    found AS (
      SELECT *, (row_number() OVER (PARTITION BY "benchmarkId" ORDER BY ${order}))::int AS "position"
      FROM board WHERE ${matches(search)}
    ),
    page AS (
      SELECT *, row_number() OVER (
        PARTITION BY "benchmarkId" ORDER BY ${take.from === 'start' ? order : reverse}) AS "place"
      FROM found
      WHERE ${after === null ? everywhere : follows(after)} AND ${before === null ? everywhere : precedes(before)}
    ),
    totals AS (SELECT "benchmarkId", count(*)::int AS "total" FROM found GROUP BY "benchmarkId")
    SELECT b."id" AS "board", coalesce(t."total", 0) AS "total", p.*
    FROM "Benchmark" b
    LEFT JOIN totals t ON t."benchmarkId" = b."id"
    LEFT JOIN page p ON p."benchmarkId" = b."id" AND p."place" <= ${take.count}
    WHERE b."id" IN (${Prisma.join([...benchmarkIds])})
    ORDER BY b."id", p."position"`;
  return new Map(benchmarkIds.map((id) => [id, pageOf(rows.filter(({ board }) => board === id))]));
}

function pageOf(rows: readonly PageRow[]): BoardPage {
  const entries = rows.filter(isEntry);
  const totalCount = rows[0]?.total ?? 0;
  const first = entries[0]?.position;
  const last = entries.at(-1)?.position;
  return {
    entries,
    totalCount,
    hasPreviousPage: typeof first === 'number' && first > 1,
    hasNextPage: typeof last === 'number' && last < totalCount,
  };
}

/** The entries of ranked submissions among `submissionIds`, with their rank by `acc`. */
export async function entriesOf(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly BoardEntry[]> {
  if (submissionIds.length === 0) return [];
  const ids = Prisma.join([...submissionIds]);
  const benchmarkIds = Prisma.sql`SELECT "benchmarkId" FROM "Submission" WHERE "id" IN (${ids})`;
  return database.$queryRaw<BoardEntry[]>`
    WITH board AS (${boards('acc', benchmarkIds)})
    SELECT * FROM board WHERE "submissionId" IN (${ids})`;
}

/** The runs of published evaluation reports, as stored. */
export async function reportedRuns(
  database: Database,
  evaluationIds: readonly string[],
): Promise<readonly { evaluationId: string; runs: Prisma.JsonValue }[]> {
  if (evaluationIds.length === 0) return [];
  return database.$queryRaw`
    SELECT "id" AS "evaluationId", "report"->'runs' AS "runs"
    FROM "Evaluation" WHERE "id" IN (${Prisma.join([...evaluationIds])})`;
}
