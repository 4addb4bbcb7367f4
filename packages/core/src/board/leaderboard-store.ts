import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { column, queryRows } from '../infra/sql.ts';
import {
  type BoardEntry,
  boardEntry,
  entryColumns,
  entryJoins,
  evaluationColumns,
  rankByCount,
  scoreJoin,
} from './board-entry.ts';
import { type BoardFilter, excludedBy, passes, unfiltered } from './board-filter.ts';
import { type BoardMetric, everyResultHas } from './board-metrics.ts';
import {
  type BoardOrder,
  type BoardPosition,
  hasMetric,
  inOrder,
  isAfter,
  isAtOrAfter,
  isAtOrBefore,
  isBefore,
  keyOf,
  onBoard,
  orderedBy,
} from './board-order.ts';
import { type AsOf, awaitPublications, boardsAsOf, validAtRevision } from './board-revision.ts';

/** What is asked of a board, whatever the page. */
export interface BoardQuery extends BoardOrder {
  readonly filter: BoardFilter;
  readonly asOf: AsOf;
}

export interface BoardPageQuery extends BoardQuery {
  readonly after: BoardPosition | null;
  readonly before: BoardPosition | null;
  readonly take: { readonly from: 'start' | 'end'; readonly count: number };
}

const boardRow = boardEntry.extend({ key: column.float });

/** An entry and the key that it is ordered by. */
export type BoardRow = Readonly<z.output<typeof boardRow>>;

export interface BoardPage {
  /** Of the board that the page is of. */
  readonly revision: number;
  readonly entries: readonly BoardRow[];
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
  /** Number of matching entries on all pages where the board keeps it; null where {@link countEntries} counts them. */
  readonly count: number | null;
}

const pageColumns = {
  board: z.string(),
  revision: z.int(),
  count: z.int().nullable(),
  /** Whether any entry is at or before `after`, and at or after `before`. */
  earlier: z.boolean(),
  later: z.boolean(),
};
/** A board without a matching entry has one row, without an entry. */
const pageRow = z.discriminatedUnion('found', [
  z.object({ ...pageColumns, found: z.literal(false) }),
  boardRow.extend({ ...pageColumns, found: z.literal(true) }),
]);
type PageRow = z.output<typeof pageRow>;

function selected(query: BoardQuery): Prisma.Sql {
  return Prisma.sql`${onBoard(query, query.asOf)} AND ${passes(query.filter)}`;
}

const exists = (query: BoardQuery, there: Prisma.Sql | null): Prisma.Sql =>
  there === null
    ? Prisma.sql`FALSE`
    : Prisma.sql`EXISTS (SELECT FROM ${inOrder(query)} WHERE ${selected(query)} AND ${there})`;

/** Whether the rows of a page are the first of the whole board, best first, so that they rank each other. */
const startsAtBest = (query: BoardPageQuery): boolean =>
  query.by === 'score' &&
  (query.direction === 'desc') === (query.take.from === 'start') &&
  (query.direction === 'desc' ? query.after : query.before) === null &&
  unfiltered(query.filter);

const rankOnPage = Prisma.raw('(rank() OVER (PARTITION BY b."id" ORDER BY p."key" DESC))::int');

/** Whether a board's number of entries is the number of those that match. */
const countIsKept = ({ asOf, filter, metric }: BoardQuery): boolean =>
  asOf === null && unfiltered(filter) && everyResultHas(metric);

/**
 * The same page of several boards in one statement, at a cost that does not depend on how deep it lies.
 *
 * @returns a page for every id of `benchmarkIds` that is one, empty where nothing matches
 */
export async function leaderboardPages(
  database: Database,
  benchmarkIds: readonly string[],
  query: BoardPageQuery,
): Promise<ReadonlyMap<string, BoardPage>> {
  if (benchmarkIds.length === 0) return new Map();
  const { metric, asOf, take } = query;
  const after = query.after && isAfter(query, query.after);
  const before = query.before && isBefore(query, query.before);
  const score = query.by === 'score' ? Prisma.raw('p."key"') : Prisma.raw('r."mean"');
  const rank = startsAtBest(query) ? rankOnPage : rankByCount(metric, asOf, score);
  await awaitPublications(database, asOf, benchmarkIds);
  const rows = await queryRows(
    database,
    pageRow,
    Prisma.sql`
    WITH boards AS (${boardsAsOf(asOf, Prisma.join([...benchmarkIds]))})
    SELECT b."id" AS "board", b."revision", p."submissionId" IS NOT NULL AS "found",
      ${countIsKept(query) ? Prisma.raw('b."entryCount"') : Prisma.raw('NULL::int')} AS "count",
      p.*, ${entryColumns(metric, asOf, rank)},
      ${exists(query, query.after && isAtOrBefore(query, query.after))} AS "earlier",
      ${exists(query, query.before && isAtOrAfter(query, query.before))} AS "later"
    FROM boards b
    LEFT JOIN LATERAL (
      SELECT ${evaluationColumns}, ${keyOf(query)} AS "key",
        row_number() OVER (ORDER BY ${orderedBy(query, take.from)}) AS "position"
      FROM ${inOrder(query)}
      WHERE ${selected(query)} AND ${after ?? Prisma.sql`TRUE`} AND ${before ?? Prisma.sql`TRUE`}
      ORDER BY ${orderedBy(query, take.from)} LIMIT ${take.count + 1}
    ) p ON TRUE
    ${query.by === 'score' ? Prisma.empty : scoreJoin(metric)}
    ${entryJoins(metric)}
    ORDER BY b."id", p."position"`,
  );
  const page = (id: string) =>
    pageOf(
      rows.filter(({ board }) => board === id),
      take,
    );
  return new Map([...new Set(rows.map(({ board }) => board))].map((id) => [id, page(id)]));
}

function pageOf(rows: readonly PageRow[], { from, count }: BoardPageQuery['take']): BoardPage {
  const found = rows.filter((row) => row.found);
  const entries = found.slice(0, count);
  const more = found.length > count;
  const [{ earlier = false, later = false, revision = 0, count: matching = null } = {}] = rows;
  if (from === 'end') entries.reverse();
  return {
    revision,
    entries,
    hasPreviousPage: entries.length > 0 && (from === 'start' ? earlier : more),
    hasNextPage: entries.length > 0 && (from === 'start' ? more || later : later),
    count: matching,
  };
}

/** A board as it was after one of its changes. */
export interface BoardRevision {
  readonly id: string;
  readonly revision: number;
}

/** Which entries of a board are counted: those that match and have a metric. */
export interface CountQuery {
  readonly filter: BoardFilter;
  readonly metric: BoardMetric;
}

const boardCount = z.object({ id: z.string(), revision: z.int(), count: z.int() });

/** How many entries of each board match, over all pages; kept with the board where nothing is filtered. */
export async function countEntries(
  database: Database,
  boards: readonly BoardRevision[],
  query: CountQuery,
): Promise<readonly (BoardRevision & { count: number })[]> {
  if (boards.length === 0) return [];
  return queryRows(
    database,
    boardCount,
    Prisma.sql`
    WITH boards AS (
      SELECT * FROM unnest(${boards.map(({ id }) => id)}::text[], ${boards.map(({ revision }) => revision)}::int[])
        b("id", "revision")
    )
    SELECT b.*, ${everyResultHas(query.metric) ? countOf(query.filter) : countWith(query)} AS "count" FROM boards b`,
  );
}

const counted = (passing: Prisma.Sql) => Prisma.sql`(SELECT count(*)::int FROM "Evaluation" v
  WHERE v."benchmarkId" = b."id" AND ${validAtRevision('v')} AND ${passing})`;

function countOf(filter: BoardFilter): Prisma.Sql {
  const kept = Prisma.sql`coalesce((SELECT e."entryCount" FROM "BoardEvent" e
    WHERE e."benchmarkId" = b."id" AND e."revision" <= b."revision" ORDER BY e."revision" DESC LIMIT 1), 0)`;
  if (unfiltered(filter)) return kept;
  const others = excludedBy(filter);
  return others === null ? counted(passes(filter)) : Prisma.sql`${kept} - ${counted(passes(others))}`;
}

/** Of the board as it is now the counts by score know it. */
function countWith({ filter, metric }: CountQuery): Prisma.Sql {
  const some = counted(Prisma.sql`${passes(filter)} AND ${hasMetric(metric)}`);
  if (!unfiltered(filter)) return some;
  return Prisma.sql`CASE WHEN b."revision" = (SELECT n."revision" FROM "Benchmark" n WHERE n."id" = b."id")
    THEN coalesce((SELECT sum(c."count") FROM "ScoreCount" c
      WHERE c."benchmarkId" = b."id" AND c."metric" = ${metric}), 0)::int
    ELSE ${some} END`;
}

/** The entries of ranked submissions among `submissionIds`, with their rank by `acc`. */
export async function entriesOf(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly BoardEntry[]> {
  if (submissionIds.length === 0) return [];
  return queryRows(
    database,
    boardEntry,
    Prisma.sql`
    SELECT p.*, ${entryColumns('acc', null, rankByCount('acc', null, Prisma.raw('r."mean"')))}
    FROM (
      SELECT ${evaluationColumns} FROM "Evaluation" v
      WHERE v."submissionId" IN (${Prisma.join([...submissionIds])}) AND v."toRevision" IS NULL
    ) p
    JOIN "Benchmark" b ON b."id" = p."benchmarkId"
    ${scoreJoin('acc')}
    ${entryJoins('acc')}`,
  );
}

const reportedRow = z.object({ evaluationId: z.string(), runs: column.json });

/** The runs of published evaluation reports, as stored. */
export async function reportedRuns(
  database: Database,
  evaluationIds: readonly string[],
): Promise<readonly z.output<typeof reportedRow>[]> {
  if (evaluationIds.length === 0) return [];
  return queryRows(
    database,
    reportedRow,
    Prisma.sql`
    SELECT "id" AS "evaluationId", "report"->'runs' AS "runs"
    FROM "Evaluation" WHERE "id" IN (${Prisma.join([...evaluationIds])})`,
  );
}
