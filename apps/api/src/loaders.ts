import {
  countSubmissions,
  type Database,
  entriesOf,
  listBenchmarks,
  queuePositions,
  reportedRuns,
} from '@clusterboard/database';
import { createBoardLoader } from './board-loader.ts';
import { manyRows, oneRow } from './row-loader.ts';
import { seedRuns } from './services/seed-runs.ts';

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
  const runs = oneRow(
    'evaluation',
    (ids) => reportedRuns(database, ids),
    ({ evaluationId }) => evaluationId,
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
    seedRuns: async (evaluationId: string) => seedRuns((await runs.must(evaluationId)).runs),
    board: createBoardLoader(database),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
