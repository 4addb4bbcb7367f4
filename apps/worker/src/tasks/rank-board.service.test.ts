import {
  acceptInspection,
  type BoardMetric,
  boardMetrics,
  createDatabase,
  createSubmission,
  type Database,
  publishEvaluation,
  putBenchmark,
  unrankedBoards,
} from '@clusterboard/core';
import { claimFor, sameScores, someDataset, someEvaluation } from '@clusterboard/core/catalogue-fixture';
import { rankBoard } from '@clusterboard/evaluation';
import { useDatabase } from '@clusterboard/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { rankRevision } from './rank-board.ts';

const { url } = useDatabase();
let database: Database;
let benchmarkId: string;
let boards = 0;
const { signal } = new AbortController();

async function rankChangedBoards(): Promise<void> {
  for (const board of await unrankedBoards(database)) await rankRevision(database, board, signal);
}

beforeAll(() => {
  database = createDatabase(url);
});
afterAll(() => database.$disconnect());
beforeEach(async () => {
  const slug = `board-${boards++}`;
  benchmarkId = await putBenchmark(database, {
    dataset: someDataset({ slug, name: slug }),
    protocol: { id: 'strict-1', summary: '', definition: {} },
    benchmark: { slug, name: slug, summary: '', position: 0, clusters: 2 },
  });
});

const every = <T>(value: T) =>
  Object.fromEntries(boardMetrics.map((metric) => [metric, value])) as Record<BoardMetric, T>;
const around = (mean: number, spread: number) =>
  Float32Array.from({ length: 1000 }, (_, i) => mean + spread * (((i * 619) % 1000) / 500 - 1));

async function publish(mean: number, replicates: Float32Array | null): Promise<string> {
  const submissionId = await createSubmission(database, {
    benchmarkId,
    encoder: {
      name: `${mean}`,
      description: '',
      submittedBy: 'Somebody',
      fileName: 'encoder.onnx',
      sha256: '1'.repeat(64),
      sizeBytes: 10,
    },
    preprocessing: {},
    outputName: null,
    pooling: 'mean',
  });
  const claim = (task: 'inspect' | 'evaluate') => claimFor(database, task, submissionId);
  const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '' };
  await acceptInspection(database, await claim('inspect'), facts);
  const evaluation = { ...someEvaluation, scores: sameScores(mean) };
  await publishEvaluation(
    database,
    await claim('evaluate'),
    evaluation,
    replicates ? every(replicates) : undefined,
  );
  return submissionId;
}

async function intervals(metric: BoardMetric = 'acc'): Promise<Record<string, string>> {
  const rows = await database.rankInterval.findMany({
    where: { metric, evaluation: { benchmarkId, toRevision: null } },
    include: { evaluation: { select: { scores: { where: { metric: 'acc' } } } } },
  });
  return Object.fromEntries(
    rows.map(({ evaluation, first, last }) => [evaluation.scores[0]?.mean, `${first}-${last}`]),
  );
}

it('gives entries that cannot be told apart the same ranks, by every metric', async () => {
  // Replicates that cross each other, and a pair far below.
  await publish(0.8, around(0.8, 0.05));
  await publish(0.79, around(0.79, 0.05).reverse());
  await publish(0.3, around(0.3, 0.05));
  await publish(0.2, around(0.2, 0.001));
  expect(await unrankedBoards(database)).toHaveLength(1);
  await rankChangedBoards();
  expect(await unrankedBoards(database)).toEqual([]);
  const expected = { '0.8': '1-2', '0.79': '1-2', '0.3': '3-3', '0.2': '4-4' };
  for (const metric of boardMetrics) expect(await intervals(metric)).toEqual(expected);
});

it('is what the pairs say for a board with replicates as they come', async () => {
  const entries = Array.from({ length: 30 }, (_, i) => ({
    mean: i / 100,
    replicates: around(i / 100, 0.02 + (i % 5) / 50).map(
      (value, at) => value + (((at * (i + 3)) % 17) - 8) / 800,
    ),
  }));
  for (const { mean, replicates } of entries) await publish(mean, replicates);
  await rankChangedBoards();
  const ranked = rankBoard(entries.map(({ replicates }) => replicates));
  const expected = entries.map(({ mean }, i) => [`${mean}`, `${ranked[i]?.first}-${ranked[i]?.last}`]);
  expect(await intervals()).toEqual(Object.fromEntries(expected));
  expect(new Set(Object.values(await intervals())).size).toBeLessThan(30);
});

it('follows the board, and leaves out what has no replicates', async () => {
  await publish(0.5, around(0.5, 0.01));
  await rankChangedBoards();
  expect(await intervals()).toEqual({ '0.5': '1-1' });
  await publish(0.9, around(0.9, 0.01));
  await publish(0.1, null);
  await rankChangedBoards();
  expect(await intervals()).toEqual({ '0.9': '1-2', '0.5': '2-3' });
});
