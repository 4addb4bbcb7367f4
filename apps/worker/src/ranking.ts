import {
  type BoardMetric,
  boardMetrics,
  contenders,
  type Database,
  highestBeyond,
  type StoredRankInterval,
  storeRankIntervals,
  type UnrankedBoard,
  unrankedBoards,
} from '@clusterboard/core';
import { rankBoardInTurns } from '@clusterboard/evaluation';

/** Half a million pairs, about a second for each metric. */
const mostContenders = 1000;

/**
 * The rank intervals of a board by one metric. Only its first entries are compared with each other; of
 * those, the ones that some entry beyond might reach are left out, so that each interval is exact.
 */
async function rankByMetric(
  database: Database,
  benchmarkId: string,
  metric: BoardMetric,
  signal: AbortSignal,
): Promise<StoredRankInterval[]> {
  const entries = await contenders(database, benchmarkId, metric, mostContenders);
  const beyond =
    entries.length < mostContenders
      ? Number.NEGATIVE_INFINITY
      : await highestBeyond(database, benchmarkId, metric, mostContenders);
  const intervals = await rankBoardInTurns(
    entries.map(({ replicates }) => replicates),
    signal,
  );
  return entries.flatMap(({ evaluationId, replicates }, place) => {
    const interval = intervals[place];
    if (!interval || !replicates || replicates.some((value) => value <= beyond)) return [];
    return [{ evaluationId, metric, ...interval }];
  });
}

async function rankBoard(database: Database, board: UnrankedBoard, signal: AbortSignal): Promise<void> {
  const intervals: StoredRankInterval[] = [];
  for (const metric of boardMetrics) {
    intervals.push(...(await rankByMetric(database, board.id, metric, signal)));
  }
  await storeRankIntervals(database, board, intervals);
}

/**
 * Computes the rank intervals of every board that has changed. Several workers may do so at once: what
 * one stores is what another would have.
 */
export async function rankChangedBoards(database: Database, signal: AbortSignal): Promise<void> {
  for (const board of await unrankedBoards(database)) await rankBoard(database, board, signal);
}
