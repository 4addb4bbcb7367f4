import {
  boardMetrics,
  type Claim,
  type EntryScores,
  type NewEvaluation,
  plainJson,
  publishEvaluation,
} from '@clusterboard/core';
import type { MetricSummary } from '@clusterboard/evaluation';
import type { ExtractedSplits } from '@clusterboard/extraction';
import type { FeatureHashes, PipelineResult, Receipt } from '@clusterboard/pipeline';
import type { WorkerContext } from './context.ts';
import { throughOutage } from './pauses/through-outage.ts';
import { type KeptViews, keepViews } from './views.ts';

/** Moves features into the object store; their files are gone from where they were. */
export async function keepFeatures(
  { store }: WorkerContext,
  { train, test }: ExtractedSplits,
): Promise<FeatureHashes> {
  return { train: (await store.adopt(train.path)).sha256, test: (await store.adopt(test.path)).sha256 };
}

/** A finished run of the pipeline, and the protocol that its result is stored under. */
interface Publication {
  readonly protocolId: string;
  readonly result: PipelineResult;
  readonly signal: AbortSignal;
}

/** What boards are ranked by, of a report. */
const scoresOf = ({ summary }: Receipt['report']): EntryScores =>
  Object.fromEntries(
    boardMetrics.flatMap((metric) => {
      const found: MetricSummary | undefined = summary[metric];
      if (!found) return [];
      const { mean, std, interval } = found;
      return [[metric, { mean, std, low: interval?.low ?? null, high: interval?.high ?? null }]];
    }),
  ) as EntryScores;

/** The row that a report becomes, with those of its scores that boards are ordered by. */
function evaluationRow(
  protocolId: string,
  { receipt, extracted: { train, test }, features }: PipelineResult,
  views: KeptViews,
): NewEvaluation {
  const { report } = receipt;
  return {
    protocolId,
    featureDim: report.featureDim,
    pcaDim: report.pca.applied ? report.pca.dim : null,
    clusters: report.clusters,
    scores: scoresOf(report),
    imagesPerSecond: (train.rows + test.rows) / (train.seconds + test.seconds),
    executionProvider: train.executionProvider,
    report: plainJson(report),
    receipt: plainJson(receipt),
    trainFeaturesSha256: features.train,
    testFeaturesSha256: features.test,
    views: { create: viewsRow(report, views) },
  };
}

function viewsRow({ probes }: Receipt['report'], { views, assignments }: KeptViews) {
  const { seed, contingency, clusters, confusedPairs, map } = views;
  return {
    seed,
    contingency: plainJson(contingency),
    clusters: plainJson(clusters),
    confusedPairs: plainJson(confusedPairs),
    assignments: plainJson(assignments),
    ...(map === null ? {} : { map: plainJson(map) }),
    ...(probes === undefined ? {} : { probes: plainJson(probes) }),
  };
}

/**
 * Publishes scores with their receipt and their views, which are written to files of the job's scratch first.
 *
 * @throws AttemptLost, SubmissionCancelled
 */
export async function publish(
  context: WorkerContext,
  claim: Claim,
  { protocolId, result, signal }: Publication,
): Promise<void> {
  const { evaluation, receipt } = result;
  const views = await keepViews(evaluation, context);
  const row = evaluationRow(protocolId, result, views);
  await throughOutage(context, claim, signal, () =>
    publishEvaluation(context.database, claim, row, evaluation.replicates),
  );
  context.log.info({ acc: receipt.report.summary.acc, protocol: protocolId }, 'ranked');
}
