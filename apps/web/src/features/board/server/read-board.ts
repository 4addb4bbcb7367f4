import { cache } from 'react';
import { DatasetFacts } from '../../benchmark/lib/dataset.ts';
import type { QueryResult } from '../../graphql/fetch-graphql.ts';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import type { Metric } from '../../scores/lib/metrics.ts';
import { ChosenScoreFields } from '../../scores/lib/score-fields.ts';
import { orderKey } from '../lib/board-columns.ts';
import { asOfInput } from '../lib/board-date.ts';
import { filterInput } from '../lib/board-filter.ts';
import { type BoardView, pageSize, rankMetric, shownMetrics } from '../lib/board-view.ts';

const BenchmarkQuery = graphql(
  `
    query Benchmark($slug: String!) {
      benchmark(slug: $slug) {
        slug
        name
        summary
        clusters
        entryCount
        pendingCount
        closedReason
        changedAt
        dataset {
          ...DatasetFacts
        }
        protocol {
          name
          summary
          pcaDim
          seeds
          maxIterations
        }
      }
    }
  `,
  [DatasetFacts],
);

const BoardPlaceFields = graphql(
  `
  fragment BoardPlaceFields on LeaderboardEdge @_unmask {
    rank
    rankInterval {
      first
      last
    }
    node {
      entryId
      name
      submittedBy
      kind
      parameters
      featureDimension
      imagesPerSecond
      publishedAt
      scores {
        ...ChosenScoreFields
      }
    }
  }
`,
  [ChosenScoreFields],
);

const BoardQuery = graphql(
  `
  query Board(
    $slug: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $orderBy: LeaderboardOrder!
    $search: String
    $filter: LeaderboardFilter
    $asOf: BoardMoment
    $metrics: [Metric!]!
  ) {
    benchmark(slug: $slug) {
      leaderboard(
        first: $first
        after: $after
        last: $last
        before: $before
        orderBy: $orderBy
        search: $search
        filter: $filter
        asOf: $asOf
      ) {
        totalCount
        revision
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        edges {
          ...BoardPlaceFields
        }
      }
    }
  }
`,
  [BoardPlaceFields],
);

const SelectedQuery = graphql(
  `
  query SelectedEntries($slug: String!, $entries: [ID!]!, $metric: Metric!, $metrics: [Metric!]!, $asOf: BoardMoment) {
    benchmark(slug: $slug) {
      leaderboard(first: 20, orderBy: { metric: $metric }, filter: { entries: $entries }, asOf: $asOf) {
        edges {
          ...BoardPlaceFields
        }
      }
    }
  }
`,
  [BoardPlaceFields],
);

export type Benchmark = NonNullable<ResultOf<typeof BenchmarkQuery>['benchmark']>;
export type Board = NonNullable<ResultOf<typeof BoardQuery>['benchmark']>['leaderboard'];

type BoardPlace = ResultOf<typeof BoardPlaceFields>;

/** An entry at its place on the board that was requested. */
export type BoardEntry = BoardPlace['node'] & Omit<BoardPlace, 'node'>;

export const boardEntries = ({ edges }: { readonly edges: readonly BoardPlace[] }): BoardEntry[] =>
  edges.map(({ node, ...place }) => ({ ...node, ...place }));

/** A benchmark without its board; fetched once per request for any number of components. */
export const readBenchmark = cache((slug: string) => fetchGraphqlOnServer(BenchmarkQuery, { slug }));

/** As many as the API gives at once. */
const maxPlotted = 100;

/** The best entries by a metric, as many as a plot shows. */
export async function readBest(slug: string, metric: Metric): Promise<QueryResult<Board | null>> {
  const orderBy = { metric, by: 'SCORE', direction: 'DESC' } as const;
  const result = await fetchGraphqlOnServer(BoardQuery, {
    slug,
    first: maxPlotted,
    orderBy,
    metrics: [metric],
  });
  return result.ok ? { ok: true, data: result.data.benchmark?.leaderboard ?? null } : result;
}

/** What to show where a link is refused: its cursor is no longer understood, or its revision is still to come. */
function fallbackViews(view: BoardView): BoardView[] {
  const first = { ...view, after: null, before: null };
  return [
    ...(view.after === null && view.before === null ? [] : [first]),
    ...(view.asOf === null ? [] : [{ ...first, asOf: null }]),
  ];
}

/** One page of a benchmark's board, or the nearest that there is to what a link asks for. */
export async function readBoard(slug: string, view: BoardView): Promise<QueryResult<Board | null>> {
  let requested = fetchBoard(slug, view);
  for (const simpler of fallbackViews(view)) requested = requested.catch(() => fetchBoard(slug, simpler));
  const result = await requested;
  return result.ok ? { ok: true, data: result.data.benchmark?.leaderboard ?? null } : result;
}

const fetchBoard = (slug: string, view: BoardView) =>
  fetchGraphqlOnServer(BoardQuery, {
    slug,
    ...(view.before === null
      ? { first: pageSize, after: view.after }
      : { last: pageSize, before: view.before }),
    orderBy: { metric: rankMetric(view), by: orderKey(view.order), direction: view.direction },
    search: view.search || null,
    filter: filterInput(view.filter),
    asOf: asOfInput(view.asOf),
    metrics: shownMetrics(view),
  });

/**
 * The entries that a view keeps, pinned or chosen, in the view's order; those that are on the page
 * are taken from there, the others are requested with their ranks on the whole board. What is not on this
 * board is left out.
 */
export async function readSelected(
  slug: string,
  view: BoardView,
  page: readonly BoardEntry[],
): Promise<BoardEntry[]> {
  const wanted = [...new Set([...view.pins, ...view.compare])];
  const elsewhere = wanted.filter((id) => !page.some(({ entryId }) => entryId === id));
  const known = [...page, ...(await readEntries(slug, view, elsewhere))];
  return wanted.flatMap((id) => known.find(({ entryId }) => entryId === id) ?? []);
}

async function readEntries(
  slug: string,
  view: BoardView,
  entries: readonly string[],
): Promise<readonly BoardEntry[]> {
  if (entries.length === 0) return [];
  const result = await fetchGraphqlOnServer(SelectedQuery, {
    slug,
    entries: [...entries],
    metric: rankMetric(view),
    metrics: shownMetrics(view),
    asOf: asOfInput(view.asOf),
  });
  const board = result.ok ? result.data.benchmark?.leaderboard : null;
  return board ? boardEntries(board) : [];
}
