import {
  type BoardPage,
  type BoardPageQuery,
  type BoardQuery,
  countEntries,
  type Database,
  leaderboardPages,
  type RankChange,
  type RankHistoryQuery,
  rankHistories,
} from '@clusterboard/database';
import { byArguments } from './arguments-loader.ts';

/** Loaders of boards, by the ids of benchmarks, and of entries' histories, by the ids of submissions. */
export const createBoardLoaders = (database: Database) => ({
  board: byArguments<BoardPageQuery, BoardPage>((ids, query) => leaderboardPages(database, ids, query)),
  boardCount: byArguments<Pick<BoardQuery, 'filter' | 'asOf'>, number>(async (ids, query) => {
    const counts = await countEntries(database, ids, query);
    return new Map(counts.map(({ benchmarkId, count }) => [benchmarkId, count]));
  }),
  rankHistory: byArguments<RankHistoryQuery, RankChange[]>(async (ids, query) => {
    const changes = await rankHistories(database, ids, query);
    return new Map(ids.map((id) => [id, changes.filter(({ submissionId }) => submissionId === id)]));
  }),
});
