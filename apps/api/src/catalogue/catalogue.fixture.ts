import {
  acceptInspection,
  type BoardMetric,
  boardMetrics,
  createSubmission,
  type Database,
  type NewEvaluation,
  type NewReplicates,
  publishEvaluation,
  putBenchmark,
} from '@clusterboard/core';
import { claimFor, sameScores } from '@clusterboard/core/catalogue-fixture';

/** A benchmark for encoders of 28 × 28 grey images; for tests. */
export const addBenchmark = (database: Database, slug: string, position = 0): Promise<string> =>
  putBenchmark(database, {
    dataset: {
      slug: `${slug}-images`,
      name: 'Clothes',
      description: 'Small grey pictures of clothes.',
      licence: 'MIT',
      homepage: 'https://github.com/zalandoresearch/fashion-mnist',
      height: 28,
      width: 28,
      channels: 1,
      classNames: ['Shirt', 'Trouser'],
      trainCount: 60,
      testCount: 10,
      manifestSha256: '0'.repeat(64),
    },
    protocol: {
      id: 'strict-1',
      summary: 'PCA, then k-means over five seeds.',
      definition: { id: 'strict-1', version: 1, pcaDim: 256, over: 1, seeds: [0, 1], maxIterations: 100 },
    },
    benchmark: { slug, name: `The ${slug} benchmark`, summary: 'Clothes.', position, clusters: 2 },
  });

export interface SomeEncoder {
  readonly name: string;
  readonly description?: string;
  readonly submittedBy?: string;
  /** Makes it a baseline. */
  readonly exampleKey?: string;
}

interface SomeFacts {
  readonly parameters?: number;
  readonly dimension?: number;
  readonly speed?: number;
}

export const addQueued = (
  database: Database,
  benchmarkId: string,
  { exampleKey, ...encoder }: SomeEncoder,
): Promise<string> =>
  createSubmission(database, {
    benchmarkId,
    encoder: {
      description: '',
      submittedBy: 'Somebody',
      ...encoder,
      fileName: 'encoder.onnx',
      sha256: '1'.repeat(64),
      sizeBytes: 520_342,
    },
    preprocessing: {
      height: 28,
      width: 28,
      interpolation: 'bilinear',
      colour: 'grey',
      scale: 1 / 255,
      mean: [0],
      std: [1],
    },
    outputName: null,
    pooling: 'mean',
    ...(exampleKey === undefined ? {} : { exampleKey }),
  });

export interface SomeScores extends SomeFacts {
  readonly acc: number;
  readonly ari?: number;
  readonly ami?: number;
  readonly mi?: number;
  /** How far replicates spread around the mean; without it there are none. */
  readonly spread?: number;
}

/** A mean of every metric: those that are not named are the accuracy, but all of information are AMI's. */
const meansOf = ({ acc, ari = acc, ami = acc, mi = acc }: SomeScores): Record<BoardMetric, number> => ({
  ...(Object.fromEntries(boardMetrics.map((metric) => [metric, acc])) as Record<BoardMetric, number>),
  ...{ acc, ari, ami, mi, nmi: ami },
});

export const someEvaluation = (given: SomeScores): NewEvaluation => {
  const { dimension = 128, speed = 1000 } = given;
  const means = meansOf(given);
  const scores = sameScores(0, 0.01);
  for (const metric of boardMetrics) scores[metric] = { ...scores[metric], mean: means[metric] };
  return {
    protocolId: 'strict-1',
    featureDim: dimension,
    pcaDim: null,
    clusters: 2,
    scores,
    imagesPerSecond: speed,
    executionProvider: 'cpu',
    report: {
      runs: [0, 1].map((seed) => ({
        seed,
        scores: means,
        matching: [0, 1],
        inertia: 12.5,
        iterations: 7,
        converged: true,
        reseeded: 0,
      })),
    },
    trainFeaturesSha256: '2'.repeat(64),
    testFeaturesSha256: '3'.repeat(64),
  };
};

/** As many as a bootstrap has; entries with the same spread differ by their means alone. */
function replicatesOf(given: SomeScores): NewReplicates | undefined {
  const { spread } = given;
  if (spread === undefined) return undefined;
  const around = (mean: number) =>
    Float32Array.from({ length: 1000 }, (_, i) => mean + spread * (((i * 619) % 1000) / 500 - 1));
  return Object.fromEntries(Object.entries(meansOf(given)).map(([metric, mean]) => [metric, around(mean)]));
}

/** Brings a submission onto its board by the way that a worker takes. */
async function rank(database: Database, submissionId: string, scores: SomeScores): Promise<void> {
  const facts = {
    parameters: scores.parameters ?? 129_602,
    inspection: {},
    outputName: 'features',
    note: '128 features per image',
  };
  await acceptInspection(database, await claimFor(database, 'inspect', submissionId), facts);
  await publish(database, submissionId, scores);
}

async function publish(database: Database, submissionId: string, scores: SomeScores): Promise<void> {
  const claim = await claimFor(database, 'evaluate', submissionId);
  await publishEvaluation(database, claim, someEvaluation(scores), replicatesOf(scores));
}

/** Rescores a ranked submission, as a later evaluation of the same features would. */
export async function rescore(database: Database, submissionId: string, scores: SomeScores): Promise<void> {
  await database.submission.update({ where: { id: submissionId }, data: { state: 'INSPECTED' } });
  await publish(database, submissionId, scores);
}

export async function addRanked(
  database: Database,
  benchmarkId: string,
  encoder: SomeEncoder,
  scores: SomeScores,
): Promise<string> {
  const id = await addQueued(database, benchmarkId, encoder);
  await rank(database, id, scores);
  return id;
}
