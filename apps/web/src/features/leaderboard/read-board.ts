import { cache } from 'react';
import { DatasetFacts } from '../benchmark/dataset.ts';
import { ScoreFields } from '../figures/score-fields.ts';
import type { Answer } from '../graphql/ask.ts';
import { askFromServer } from '../graphql/ask-from-server.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { type BoardView, pageSize } from './board-view.ts';

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
  ) {
    benchmark(slug: $slug) {
      leaderboard(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, search: $search) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        edges {
          node {
            entryId
            rank
            name
            submittedBy
            parameters
            featureDimension
            publishedAt
            scores {
              ...ScoreFields
            }
          }
        }
      }
    }
  }
`,
  [ScoreFields],
);

export type Benchmark = NonNullable<ResultOf<typeof BenchmarkQuery>['benchmark']>;
export type Board = NonNullable<ResultOf<typeof BoardQuery>['benchmark']>['leaderboard'];
export type BoardEntry = Board['edges'][number]['node'];

/** A benchmark without its board; asked once a request however many components want it. */
export const readBenchmark = cache((slug: string) => askFromServer(BenchmarkQuery, { slug }));

/** One page of a benchmark's board; the first one where a link's cursor is no longer understood. */
export async function readBoard(slug: string, view: BoardView): Promise<Answer<Board | null>> {
  const paged = view.after !== null || view.before !== null;
  const answer = await askForBoard(slug, view).catch((error: unknown) => {
    if (!paged) throw error;
    return askForBoard(slug, { ...view, after: null, before: null });
  });
  return answer.ok ? { ok: true, data: answer.data.benchmark?.leaderboard ?? null } : answer;
}

const askForBoard = (slug: string, view: BoardView) =>
  askFromServer(BoardQuery, {
    slug,
    ...(view.before === null
      ? { first: pageSize, after: view.after }
      : { last: pageSize, before: view.before }),
    orderBy: { metric: view.metric, direction: view.direction },
    search: view.search || null,
  });
