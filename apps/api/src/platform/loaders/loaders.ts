import {
  countSubmissions,
  type Database,
  entriesOf,
  listBenchmarks,
  listReportedCurves,
  listReportedResults,
  queuePositions,
  receiptHashes,
  replicatesOf,
  reportedCurves,
  reportedRuns,
  storedFeatures,
} from '@clusterboard/core';
import { createBoardLoaders } from '../../board/board-loaders.ts';
import { seedRuns } from '../../entry/seed-runs.ts';
import { readCurves } from '../../entry/views/curves.ts';
import { viewLoader } from '../../entry/views/entry-views.ts';
import { manyRows, oneReading, oneRow } from './row-loader.ts';

/** Gathers what one request asks for, so that the number of statements does not grow with the rows. */
export function createLoaders(database: Database) {
  const byId = <Row extends { id: string }>(name: string, find: (ids: string[]) => Promise<Row[]>) =>
    oneRow(name, find, ({ id }) => id);
  const among = (ids: string[]) => ({ where: { id: { in: ids } } });
  const positions = oneRow(
    'waiting submission',
    (ids) => queuePositions(database, ids),
    ({ submissionId }) => submissionId,
  );
  const runs = oneReading(
    'evaluation',
    (ids) => reportedRuns(database, ids),
    ({ evaluationId }) => evaluationId,
    (stored) => seedRuns(stored.runs),
  );
  const receipts = oneRow(
    'receipt',
    (ids) => receiptHashes(database, ids),
    ({ evaluationId }) => evaluationId,
  );
  const curves = oneReading(
    'curves',
    (ids) => reportedCurves(database, ids),
    ({ evaluationId }) => evaluationId,
    (stored) => readCurves(stored.curves),
  );
  return {
    benchmarks: () => listBenchmarks(database),
    benchmark: byId('benchmark', (ids) => database.benchmark.findMany(among(ids))),
    benchmarkBySlug: oneRow(
      'benchmark',
      (slugs) => database.benchmark.findMany({ where: { slug: { in: slugs } } }),
      ({ slug }) => slug,
    ),
    benchmarkCounts: oneRow(
      'benchmark',
      (ids) => countSubmissions(database, ids),
      ({ benchmarkId }) => benchmarkId,
    ),
    reportedResults: manyRows(
      'benchmark',
      (ids) => listReportedResults(database, ids),
      ({ benchmarkId }) => benchmarkId,
    ),
    reportedCurves: manyRows(
      'benchmark',
      (ids) => listReportedCurves(database, ids),
      ({ benchmarkId }) => benchmarkId,
    ),
    dataset: byId('dataset', (ids) => database.dataset.findMany(among(ids))),
    protocol: byId('protocol', (ids) => database.protocol.findMany(among(ids))),
    encoder: byId('encoder', (ids) => database.encoder.findMany(among(ids))),
    submission: byId('submission', (ids) => database.submission.findMany(among(ids))),
    events: manyRows(
      'submission',
      (ids) =>
        database.submissionEvent.findMany({ where: { submissionId: { in: ids } }, orderBy: { id: 'asc' } }),
      ({ submissionId }) => submissionId,
    ),
    queuePosition: async (submissionId: string) => (await positions.load(submissionId))?.position ?? null,
    entry: oneRow(
      'entry',
      (ids) => entriesOf(database, ids),
      ({ submissionId }) => submissionId,
    ),
    features: oneRow(
      'entry',
      (ids) => storedFeatures(database, ids),
      ({ submissionId }) => submissionId,
    ),
    seedRuns: runs.must,
    receiptSha256: async (evaluationId: string) => (await receipts.load(evaluationId))?.sha256 ?? null,
    probes: viewLoader(database, 'probes'),
    contingency: viewLoader(database, 'contingency'),
    clusters: viewLoader(database, 'clusters'),
    confusedPairs: viewLoader(database, 'confusedPairs'),
    imageMap: viewLoader(database, 'map'),
    curves: curves.load,
    ...createBoardLoaders(database),
    replicates: manyRows(
      'evaluation',
      (ids) => replicatesOf(database, ids),
      ({ evaluationId }) => evaluationId,
    ),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
