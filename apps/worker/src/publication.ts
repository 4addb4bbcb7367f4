import {
  type BoardMetric,
  type Claim,
  type NewEvaluation,
  plainJson,
  publishEvaluation,
} from '@clusterboard/core';
import type { MetricSummary } from '@clusterboard/evaluation';
import type { ExtractedSplits } from '@clusterboard/extraction';
import type { FeatureHashes, PipelineJob, PipelineResult, Receipt } from '@clusterboard/pipeline';
import type { WorkerContext } from './context.ts';
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
  readonly job: PipelineJob;
  readonly result: PipelineResult;
}

type Columns<M extends BoardMetric> = Record<`${M}Mean` | `${M}Std`, number> &
  Record<`${M}Low` | `${M}High`, number | null>;

const columns = <M extends BoardMetric>(metric: M, { mean, std, interval }: MetricSummary): Columns<M> =>
  ({
    [`${metric}Mean`]: mean,
    [`${metric}Std`]: std,
    [`${metric}Low`]: interval?.low ?? null,
    [`${metric}High`]: interval?.high ?? null,
  }) as Columns<M>;

/** The row that a report becomes; its headline figures are columns so that a board can order by them. */
function evaluationRow(
  protocolId: string,
  { receipt, extracted: { train, test }, features }: PipelineResult,
  views: KeptViews,
): NewEvaluation {
  const { report } = receipt;
  const { acc, ari, ami, mi, nmi } = report.summary;
  return {
    protocolId,
    featureDim: report.featureDim,
    pcaDim: report.pca.applied ? report.pca.dim : null,
    clusters: report.clusters,
    ...columns('acc', acc),
    ...columns('ari', ari),
    ...columns('ami', ami),
    ...columns('mi', mi),
    ...columns('nmi', nmi),
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
  { protocolId, job, result }: Publication,
): Promise<void> {
  const { evaluation, receipt } = result;
  const views = await keepViews(evaluation, job.pack, job.scratch, context, job.signal);
  const row = evaluationRow(protocolId, result, views);
  await publishEvaluation(context.database, claim, row, evaluation.artefacts.replicates);
  context.log.info({ acc: receipt.report.summary.acc, protocol: protocolId }, 'ranked');
}
