import {
  type Database,
  receiptHashes,
  reportedCurves,
  reportedRuns,
  storedFeatures,
} from '@clusterboard/core';
import { createBoardLoaders } from '../../board/board-loaders.ts';
import { seedRuns } from '../../entry/stored-scores.ts';
import { readCurves, viewLoader } from '../../entry/views/entry-views.ts';
import { parsedRowLoader, rowLoader } from './row-loader.ts';

/**
 * Loaders of one request for what Pothos' loadable types and fields can't express: rows by key and arguments,
 * rows that several fields share, and rows that are combined with the parent. Each batch is one statement.
 */
export function createLoaders(database: Database) {
  const runs = parsedRowLoader(
    (ids) => reportedRuns(database, ids),
    ({ evaluationId }) => evaluationId,
    (stored) => seedRuns(stored.runs),
  );
  const receipts = rowLoader(
    (ids) => receiptHashes(database, ids),
    ({ evaluationId }) => evaluationId,
  );
  return {
    features: rowLoader(
      (ids) => storedFeatures(database, ids),
      ({ submissionId }) => submissionId,
    ),
    seedRuns: runs.loadOrThrow,
    receiptSha256: async (evaluationId: string) => (await receipts.load(evaluationId))?.sha256 ?? null,
    probes: viewLoader(database, 'probes'),
    contingency: viewLoader(database, 'contingency'),
    clusters: viewLoader(database, 'clusters'),
    confusedPairs: viewLoader(database, 'confusedPairs'),
    imageMap: viewLoader(database, 'map'),
    curves: parsedRowLoader(
      (ids) => reportedCurves(database, ids),
      ({ evaluationId }) => evaluationId,
      (stored) => readCurves(stored.curves),
    ).load,
    ...createBoardLoaders(database),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
