import type { BenchmarkModel, BoardPageQuery, BoardRow } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { largestPage, usualPage } from '../platform/page-size.ts';
import { userError } from '../platform/user-error.ts';
import { decodeCursor, encodeCursor } from './board-cursor.ts';
import { refuseToCome } from './board-moment.ts';
import { type BoardArguments, boardQuery } from './board-query.ts';

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface LeaderboardPage {
  readonly edges: { readonly cursor: string; readonly node: BoardRow }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly revision: number;
  /** Counted only when it is asked for. */
  readonly totalCount: () => Promise<number>;
}

function taken({ first, last }: PageArguments): BoardPageQuery['take'] {
  if (typeof first === 'number' && typeof last === 'number') {
    throw userError('Use `first` or `last`, not both.');
  }
  const count = first ?? last ?? usualPage;
  if (count < 0 || count > largestPage) {
    throw userError(`A page has 0 to ${largestPage} entries, not ${count}.`);
  }
  return { from: typeof last === 'number' ? 'end' : 'start', count };
}

/**
 * One page of a benchmark's board.
 *
 * @throws GraphQLError when the arguments contradict each other, exceed a bound or ask for what is to come
 */
export async function leaderboard(
  benchmark: BenchmarkModel,
  args: PageArguments & BoardArguments,
  loaders: Loaders,
): Promise<LeaderboardPage> {
  const query = boardQuery(args);
  await refuseToCome(query.asOf, benchmark, loaders);
  const place = (cursor: string | null | undefined) =>
    typeof cursor === 'string' ? decodeCursor(query, cursor) : null;
  const page = await loaders.board(benchmark.id, {
    ...query,
    after: place(args.after),
    before: place(args.before),
    take: taken(args),
  });
  const edges = page.entries.map((node) => ({ cursor: encodeCursor(query, node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    revision: page.revision,
    totalCount: () =>
      loaders.boardCount(
        { id: benchmark.id, revision: page.revision },
        { filter: query.filter, metric: query.metric },
      ),
  };
}
