import type { BoardEntry, BoardMetric, RankChange } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { defaultPageSize } from '../platform/pagination.ts';
import { userError } from '../platform/user-error.ts';

/** Why the rank of an entry changed. */
export type RankChangeReason =
  | 'ENTERED'
  | 'RESCORED'
  | 'WITHDRAWN'
  | 'OTHER_PUBLISHED_ABOVE'
  | 'OTHER_RESCORED_ABOVE'
  | 'OTHER_RESCORED_BELOW'
  | 'OTHER_WITHDRAWN';

const ownReason = { PUBLISHED: 'ENTERED', RESCORED: 'RESCORED', WITHDRAWN: 'WITHDRAWN' } as const;

export function reasonOf(change: RankChange): RankChangeReason {
  if (change.causeId === change.submissionId) return ownReason[change.kind];
  if (change.kind === 'PUBLISHED') return 'OTHER_PUBLISHED_ABOVE';
  if (change.kind === 'WITHDRAWN') return 'OTHER_WITHDRAWN';
  return (change.rankAfter ?? 0) > (change.rankBefore ?? 0) ? 'OTHER_RESCORED_ABOVE' : 'OTHER_RESCORED_BELOW';
}

interface HistoryArguments {
  readonly metric: BoardMetric;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

function revisionOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const revision = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(revision < 2 ** 31)) throw userError('Invalid rank history cursor.');
  return revision;
}

/**
 * A page of an entry's rank history, newest first.
 *
 * @throws GraphQLError if the cursor is invalid
 */
export async function rankHistory(
  { submissionId }: BoardEntry,
  { metric, first, after }: HistoryArguments,
  loaders: Loaders,
) {
  const count = first ?? defaultPageSize;
  const before = typeof after === 'string' ? revisionOf(after) : null;
  const found = await loaders.rankHistory(submissionId, { metric, before, count: count + 1 });
  const edges = found.slice(0, count).map((node) => ({
    cursor: Buffer.from(String(node.revision)).toString('base64url'),
    node,
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > count,
      hasPreviousPage: before !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
