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
import { oneRow } from '../platform/loaders/row-loader.ts';

const nameOf = ({ id, revision }: BoardRevision) => `${id} ${revision}`;

/** What has been taken off its board has no place there. */
const noPlace = { rank: null, rankFirst: null, rankLast: null } as const;

/** Loaders of boards, by the ids of benchmarks, and of entries' histories, by the ids of submissions. */
export const createBoardLoaders = (database: Database) => ({
  board: byArguments<BoardPageQuery, BoardPage>((ids, query) => leaderboardPages(database, ids, query)),
  /** Read anew, whatever else the request has read of the benchmark. */
  boardProgress: oneRow(
    'benchmark',
    (ids) => boardProgress(database, ids),
    ({ id }) => id,
  ),
  boardCount: byArguments<CountQuery, number, BoardRevision>(async (boards, query) => {
    const counts = await countEntries(database, boards, query);
    return new Map(counts.map((counted) => [nameOf(counted), counted.count]));
  }, nameOf),
  place: byArguments<BoardMetric, EntryRank | typeof noPlace>(async (ids, metric) => {
    const places = await ranksOf(database, ids, metric);
    const found = new Map(places.map((place) => [place.submissionId, place]));
    return new Map(ids.map((id) => [id, found.get(id) ?? noPlace]));
  }),
  rankHistory: byArguments<RankHistoryQuery, RankChange[]>(async (ids, query) => {
    const changes = await rankHistories(database, ids, query);
    return new Map(ids.map((id) => [id, changes.filter(({ submissionId }) => submissionId === id)]));
  }),
});
