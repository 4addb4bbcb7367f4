import {
  type BoardMetric,
  boardMetrics,
  contenders,
  type Database,
  highestBeyond,
  type StoredRankInterval,
  storeRankIntervals,
  type UnrankedBoard,
} from '@clusterboard/core';
import { rankBoardInTurns } from '@clusterboard/evaluation';
import { z } from 'zod';
import { defineTask } from '../define-task.ts';

/** Half a million pairs, about a second for each metric. */
const maxContenders = 1000;

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
  const entries = await contenders(database, benchmarkId, metric, maxContenders);
  const beyond =
    entries.length < maxContenders
      ? Number.NEGATIVE_INFINITY
      : await highestBeyond(database, benchmarkId, metric, maxContenders);
  const intervals = await rankBoardInTurns(
    entries.map(({ replicates }) => replicates),
    signal,
  );
  return entries.flatMap(({ evaluationId, replicates }, rank) => {
    const interval = intervals[rank];
    if (!interval || !replicates || replicates.some((value) => value <= beyond)) return [];
    return [{ evaluationId, metric, ...interval }];
  });
}

/** Computes and stores the rank intervals of one revision of a board. */
export async function rankRevision(
  database: Database,
  board: UnrankedBoard,
  signal: AbortSignal,
): Promise<void> {
  const intervals: StoredRankInterval[] = [];
  for (const metric of boardMetrics) {
    intervals.push(...(await rankByMetric(database, board.id, metric, signal)));
  }
  await storeRankIntervals(database, board, intervals);
}

/** Computes the rank intervals of a board. What is computed for an outdated revision is not stored. */
export const rankBoard = defineTask({
  name: 'rank-board',
  payload: z.object({ benchmarkId: z.string().min(1), revision: z.number().int() }),
  key: ({ benchmarkId, revision }) => `${benchmarkId}-${revision}`,
  // A board that is still unranked is delivered again.
  retry: { attempts: 1 },
  handle: ({ database }, { benchmarkId, revision }, { signal }) =>
    rankRevision(database, { id: benchmarkId, revision }, signal),
});
