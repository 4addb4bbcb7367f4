import type { BenchmarkModel, BoardEntry, BoardMetric, BoardQuery } from '@clusterboard/database';
import type { Loaders } from '../loaders.ts';
import { largestPage, usualPage } from '../page-size.ts';
import { userError } from '../user-error.ts';
import { decodeCursor, encodeCursor } from './board-cursor.ts';

const longestSearch = 100;

export interface LeaderboardArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly orderBy?: { readonly metric: BoardMetric; readonly direction: 'asc' | 'desc' } | null | undefined;
  readonly search?: string | null | undefined;
}

export interface LeaderboardPage {
  readonly edges: { readonly cursor: string; readonly node: BoardEntry }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

function taken({ first, last }: LeaderboardArguments): BoardQuery['take'] {
  if (typeof first === 'number' && typeof last === 'number') {
    throw userError('Ask for `first` or `last`, not both.');
  }
  const count = first ?? last ?? usualPage;
  if (count < 0 || count > largestPage) {
    throw userError(`A page has 0 to ${largestPage} entries, not ${count}.`);
  }
  return { from: typeof last === 'number' ? 'end' : 'start', count };
}

function searched(search: string | null | undefined): string | null {
  const text = search?.trim() ?? '';
  if (text.length > longestSearch) throw userError(`A search has at most ${longestSearch} characters.`);
  // Postgres has no NUL in its texts, so nothing can match one.
  return text === '' ? null : text.replaceAll('\0', '\uFFFD');
}

/**
 * One page of a benchmark's board.
 *
 * @throws GraphQLError when the arguments contradict each other or exceed a bound
 */
export async function leaderboard(
  benchmark: BenchmarkModel,
  args: LeaderboardArguments,
  loaders: Loaders,
): Promise<LeaderboardPage> {
  const { metric, direction } = args.orderBy ?? { metric: 'acc', direction: 'desc' };
  const place = (cursor: string | null | undefined) =>
    typeof cursor === 'string' ? decodeCursor(metric, cursor) : null;
  const page = await loaders.board({
    benchmarkId: benchmark.id,
    query: {
      metric,
      direction,
      search: searched(args.search),
      after: place(args.after),
      before: place(args.before),
      take: taken(args),
    },
  });
  const edges = page.entries.map((node) => ({ cursor: encodeCursor(metric, node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount,
  };
}
