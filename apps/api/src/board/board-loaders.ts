import {
  type BoardMetric,
  type BoardPage,
  type BoardPageQuery,
  type BoardRevision,
  boardProgress,
  type CountQuery,
  countEntries,
  type Database,
  type EntryRank,
  leaderboardPages,
  type RankChange,
  type RankHistoryQuery,
  rankHistories,
  ranksOf,
} from '@clusterboard/core';
import { byArguments } from '../platform/loaders/arguments-loader.ts';
import { rowLoader } from '../platform/loaders/row-loader.ts';

const nameOf = ({ id, revision }: BoardRevision) => `${id} ${revision}`;

/** A withdrawn entry. */
const unranked = { rank: null, rankFirst: null, rankLast: null } as const;

/** Loaders of leaderboards by benchmark, and of ranks and rank histories by submission. */
export const createBoardLoaders = (database: Database) => ({
  board: byArguments<BoardPageQuery, BoardPage>((ids, query) => leaderboardPages(database, ids, query)),
  /** Not from the benchmark that the request has loaded, which may be older. */
  boardProgress: rowLoader(
    (ids) => boardProgress(database, ids),
    ({ id }) => id,
  ),
  boardCount: byArguments<CountQuery, number, BoardRevision>(async (boards, query) => {
    const counts = await countEntries(database, boards, query);
    return new Map(counts.map((counted) => [nameOf(counted), counted.count]));
  }, nameOf),
  rank: byArguments<BoardMetric, EntryRank | typeof unranked>(async (ids, metric) => {
    const ranks = await ranksOf(database, ids, metric);
    const found = new Map(ranks.map((rank) => [rank.submissionId, rank]));
    return new Map(ids.map((id) => [id, found.get(id) ?? unranked]));
  }),
  rankHistory: byArguments<RankHistoryQuery, RankChange[]>(async (ids, query) => {
    const changes = await rankHistories(database, ids, query);
    return new Map(ids.map((id) => [id, changes.filter(({ submissionId }) => submissionId === id)]));
  }),
});
