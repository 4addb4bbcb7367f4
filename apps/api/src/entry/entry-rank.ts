import type { BoardEntry, BoardMetric, EntryRank } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';

/** Where an entry stands now by a metric, which a page of the board by that metric has read already. */
export const rankOf = (
  entry: BoardEntry,
  metric: BoardMetric,
  loaders: Loaders,
): EntryRank | ReturnType<Loaders['place']> =>
  entry.rankedBy === metric ? entry : loaders.place(entry.submissionId, metric);
