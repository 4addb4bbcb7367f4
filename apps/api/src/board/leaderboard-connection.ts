import type { AsOf, BenchmarkModel, BoardPageQuery, BoardProgress, BoardRow } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { defaultPageSize } from '../platform/pagination.ts';
import { userError } from '../platform/user-error.ts';
import { decodeCursor, encodeCursor } from './board-cursor.ts';
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
  /** Counted only if requested. */
  readonly totalCount: () => Promise<number>;
}

function takeOf({ first, last }: PageArguments): BoardPageQuery['take'] {
  if (typeof first === 'number' && typeof last === 'number') {
    throw userError('Use `first` or `last`, not both.');
  }
  return { from: typeof last === 'number' ? 'end' : 'start', count: first ?? last ?? defaultPageSize };
}

/** Whether the leaderboard has reached `asOf`. Its own last change is in the past, whatever this machine's clock says. */
const isPast = (asOf: NonNullable<AsOf>, { revision, changedAt }: BoardProgress): boolean =>
  'revision' in asOf ? asOf.revision <= revision : asOf.at <= changedAt || asOf.at.valueOf() <= Date.now();

/**
 * A future revision has no page yet: the response would change with the next publication.
 *
 * @param known the leaderboard as an earlier statement of the request read it
 * @throws GraphQLError if `asOf` is in the future
 */
async function rejectFuture(asOf: AsOf, known: BoardProgress, loaders: Loaders): Promise<void> {
  if (asOf === null || isPast(asOf, known)) return;
  const now = await loaders.boardProgress.loadOrThrow(known.id);
  if (isPast(asOf, now)) return;
  throw userError(
    'revision' in asOf ? `The latest revision is ${now.revision}.` : '`asOf` is in the future.',
  );
}

/**
 * One page of a leaderboard.
 *
 * @throws GraphQLError if the arguments contradict each other or request the future
 */
export async function leaderboard(
  benchmark: BenchmarkModel,
  args: PageArguments & BoardArguments,
  loaders: Loaders,
): Promise<LeaderboardPage> {
  const query = boardQuery(args);
  await rejectFuture(query.asOf, benchmark, loaders);
  const position = (cursor: string | null | undefined) =>
    typeof cursor === 'string' ? decodeCursor(query, cursor) : null;
  const page = await loaders.board(benchmark.id, {
    ...query,
    after: position(args.after),
    before: position(args.before),
    take: takeOf(args),
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
    totalCount: async () =>
      page.count ??
      loaders.boardCount(
        { id: benchmark.id, revision: page.revision },
        { filter: query.filter, metric: query.metric },
      ),
  };
}
