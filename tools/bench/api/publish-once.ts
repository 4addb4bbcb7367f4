import {
  acceptInspection,
  boardMetrics,
  createSubmission,
  type Database,
  type EntryScores,
  type NewEvaluation,
  type NewReplicates,
  publishEvaluation,
} from '@clusterboard/core';
import { claimFor } from '@clusterboard/core/catalogue-fixture';

const replicates = Object.fromEntries(
  boardMetrics.map((metric) => [metric, Float32Array.from({ length: 1000 }, (_, i) => 0.4 + (i % 97) / 1e4)]),
) as NewReplicates;

const scores = Object.fromEntries(
  boardMetrics.map((metric) => [metric, { mean: 0.405, std: 0, low: null, high: null }]),
) as EntryScores;
const evaluation: NewEvaluation = {
  protocolId: 'strict-1',
  featureDim: 128,
  pcaDim: null,
  clusters: 2,
  scores,
  imagesPerSecond: 1,
  executionProvider: 'cpu',
  report: {},
  trainFeaturesSha256: '2'.repeat(64),
  testFeaturesSha256: '3'.repeat(64),
};

/** Milliseconds that the transaction of one publication takes, replicates included. */
export async function publishOnce(database: Database, slug: string): Promise<number> {
  const { id: benchmarkId } = await database.benchmark.findUniqueOrThrow({ where: { slug } });
  const id = await createSubmission(database, {
    benchmarkId,
    encoder: {
      name: 'One more',
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
  const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '' };
  await acceptInspection(database, await claimFor(database, 'inspect', id), facts);
  const held = await claimFor(database, 'evaluate', id);
  const began = performance.now();
  await publishEvaluation(database, held, evaluation, replicates);
  return performance.now() - began;
}
