import { type BoardMetric, boardMetrics, type MetricFigures } from '../board/board-metrics.ts';
import type { NewEvaluation } from '../evaluation/publish-store.ts';
import type { Database } from '../infra/database.ts';
import type { TaskName } from '../infra/tasks.ts';
import { type Claim, type ClaimRule, claimAttempt } from '../submission/attempt-store.ts';
import { createSubmission, type NewSubmission } from '../submission/submission-store.ts';
import { type CatalogueEntry, putBenchmark } from './catalogue-store.ts';

/** A dataset without images, digits where nothing else is said; for tests. */
export const someDataset = (changes: Partial<CatalogueEntry['dataset']> = {}): CatalogueEntry['dataset'] => ({
  slug: 'digits',
  name: 'Digits',
  description: 'Handwritten digits.',
  licence: 'CC-BY-4.0',
  homepage: 'https://archive.ics.uci.edu/dataset/80',
  height: 8,
  width: 8,
  channels: 1,
  classNames: ['0', '1'],
  trainCount: 3,
  testCount: 2,
  manifestSha256: '0'.repeat(64),
  ...changes,
});

/** A benchmark and a submission to it, as the API would write them; for tests. */
export async function submitSomething(
  database: Database,
  changes: Pick<NewSubmission, 'exampleKey' | 'requestId' | 'submitter'> = {},
): Promise<string> {
  const benchmarkId = await putBenchmark(database, {
    dataset: someDataset(),
    protocol: { id: 'strict-1', summary: 'k-means.', definition: { over: 1 } },
    benchmark: { slug: 'digits', name: 'Digits', summary: 'Digits.', position: 0, clusters: 2 },
  });
  return createSubmission(database, {
    benchmarkId,
    encoder: {
      name: 'Encoder',
      description: '',
      submittedBy: 'Somebody',
      fileName: 'encoder.onnx',
      sha256: '1'.repeat(64),
      sizeBytes: 10,
    },
    preprocessing: { height: 8 },
    outputName: null,
    pooling: 'mean',
    ...changes,
  });
}

/** The same mean of every metric that a board can be ranked by; for tests. */
export const sameScores = (mean: number, std = 0): Record<BoardMetric, MetricFigures> =>
  Object.fromEntries(boardMetrics.map((metric) => [metric, { mean, std, low: null, high: null }])) as Record<
    BoardMetric,
    MetricFigures
  >;

/** A result of two features; for tests. */
export const someEvaluation: NewEvaluation = {
  protocolId: 'strict-1',
  featureDim: 2,
  pcaDim: null,
  clusters: 2,
  scores: { ...sameScores(0), acc: { mean: 0.5, std: 0, low: null, high: null } },
  imagesPerSecond: 1,
  executionProvider: 'cpu',
  report: {},
  trainFeaturesSha256: '2'.repeat(64),
  testFeaturesSha256: '3'.repeat(64),
};

/** How often a task of {@link claimRules} may be interrupted. */
export const maxInterruptions = 3;

/** When the worker's tasks claim a submission; a test of the worker holds its definitions to them. */
export const claimRules: Readonly<Record<TaskName, ClaimRule>> = {
  inspect: {
    task: 'inspect',
    from: ['QUEUED', 'INSPECTING'],
    into: 'INSPECTING',
    maxInterruptions,
    onePerClient: true,
  },
  evaluate: {
    task: 'evaluate',
    from: ['INSPECTED', 'EXTRACTING', 'CLUSTERING'],
    into: 'EXTRACTING',
    maxInterruptions,
  },
  rescore: { task: 'rescore', from: ['RANKED'], into: null, maxInterruptions },
};

/** Takes a submission as a worker does, for `lease` seconds. */
export async function claimFor(
  database: Database,
  task: TaskName,
  submissionId: string,
  lease = 60,
): Promise<Claim> {
  const outcome = await claimAttempt(database, claimRules[task], submissionId, lease);
  if (outcome.kind !== 'claimed') throw new Error(outcome.reason);
  return outcome.claim;
}
