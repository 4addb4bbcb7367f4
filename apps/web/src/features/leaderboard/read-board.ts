import { cache } from 'react';
import { DatasetFacts } from '../benchmark/dataset.ts';
import type { Metric } from '../figures/metrics.ts';
import { ScoreFields } from '../figures/score-fields.ts';
import type { Answer } from '../graphql/ask.ts';
import { askFromServer } from '../graphql/ask-from-server.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { orderKey } from './board-columns.ts';
import { endOfDay, filterInput } from './board-filter.ts';
import { type BoardView, pageSize, rankMetric } from './board-view.ts';

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
          id
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

const BoardEntryFields = graphql(
  `
  fragment BoardEntryFields on LeaderboardEntry @_unmask {
    entryId
    rank
    rankInterval {
      first
      last
    }
    name
    submittedBy
    kind
    parameters
    featureDimension
    imagesPerSecond
    publishedAt
    scores {
      ...ScoreFields
    }
  }
`,
  [ScoreFields],
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
          node {
            ...BoardEntryFields
          }
        }
      }
    }
  }
`,
  [BoardEntryFields],
);

const KeptQuery = graphql(
  `
  query KeptEntries($slug: String!, $entries: [ID!]!, $metric: Metric!, $asOf: BoardMoment) {
    benchmark(slug: $slug) {
      leaderboard(first: 20, orderBy: { metric: $metric }, filter: { entries: $entries }, asOf: $asOf) {
        edges {
          node {
            ...BoardEntryFields
          }
        }
      }
    }
  }
`,
  [BoardEntryFields],
);

export type Benchmark = NonNullable<ResultOf<typeof BenchmarkQuery>['benchmark']>;
export type Board = NonNullable<ResultOf<typeof BoardQuery>['benchmark']>['leaderboard'];
export type BoardEntry = ResultOf<typeof BoardEntryFields>;

/** A benchmark without its board; asked once a request however many components want it. */
export const readBenchmark = cache((slug: string) => askFromServer(BenchmarkQuery, { slug }));

/** As many as the API gives at once. */
const mostPlotted = 100;

/** The best entries by a metric, as many as a plot shows. */
export async function readBest(slug: string, metric: Metric): Promise<Answer<Board | null>> {
  const orderBy = { metric, by: 'SCORE', direction: 'DESC' } as const;
  const answer = await askFromServer(BoardQuery, { slug, first: mostPlotted, orderBy });
  return answer.ok ? { ok: true, data: answer.data.benchmark?.leaderboard ?? null } : answer;
}

/** One page of a benchmark's board; the first one where a link's cursor is no longer understood. */
export async function readBoard(slug: string, view: BoardView): Promise<Answer<Board | null>> {
  const paged = view.after !== null || view.before !== null;
  const answer = await askForBoard(slug, view).catch((error: unknown) => {
    if (!paged) throw error;
    return askForBoard(slug, { ...view, after: null, before: null });
  });
  return answer.ok ? { ok: true, data: answer.data.benchmark?.leaderboard ?? null } : answer;
}

const momentOf = (asOf: string | null) => {
  if (asOf === null) return null;
  return /^\d+$/.test(asOf) ? { revision: Number(asOf) } : { at: endOfDay(asOf) };
};

const askForBoard = (slug: string, view: BoardView) =>
  askFromServer(BoardQuery, {
    slug,
    ...(view.before === null
      ? { first: pageSize, after: view.after }
      : { last: pageSize, before: view.before }),
    orderBy: { metric: rankMetric(view), by: orderKey(view.order), direction: view.direction },
    search: view.search || null,
    filter: filterInput(view.filter),
    asOf: momentOf(view.asOf),
  });

/**
 * The entries that a view keeps, pinned or chosen, in the view's order; those that are on the page
 * are taken from there, the others are asked for with their ranks on the whole board. What is not on this
 * board is left out.
 */
export async function readKept(
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
  const answer = await askFromServer(KeptQuery, {
    slug,
    entries: [...entries],
    metric: rankMetric(view),
    asOf: momentOf(view.asOf),
  });
  return answer.ok ? (answer.data.benchmark?.leaderboard.edges.map(({ node }) => node) ?? []) : [];
}
