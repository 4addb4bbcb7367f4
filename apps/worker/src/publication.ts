import {
  type BoardMetric,
  type Claim,
  type NewEvaluation,
  plainJson,
  publishEvaluation,
} from '@clusterboard/core';
import type { SplitName } from '@clusterboard/datasets';
import type { MetricSummary } from '@clusterboard/evaluation';
import type { ExtractedSplits } from '@clusterboard/extraction';
import { buildReceipt, type Receipt, type TimedEvaluation } from '@clusterboard/pipeline';
import type { WorkerContext } from './context.ts';
import { type EvaluationInputs, outputOf } from './evaluation-inputs.ts';
import { type KeptViews, keepViews } from './views.ts';

/** Content addresses of the features of both splits. */
export type FeatureHashes = Record<SplitName, string>;

/** Moves features into the object store; their files are gone from where they were. */
export async function keepFeatures(
  { store }: WorkerContext,
  { train, test }: ExtractedSplits,
): Promise<FeatureHashes> {
  return { train: (await store.adopt(train.path)).sha256, test: (await store.adopt(test.path)).sha256 };
}

/** Features of a submission and what came out for them. */
interface Scored {
  readonly protocolId: string;
  readonly extracted: ExtractedSplits;
  readonly features: FeatureHashes;
  readonly evaluation: TimedEvaluation;
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
  receipt: Receipt,
  { train, test }: ExtractedSplits,
  features: FeatureHashes,
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
 * Publishes scores with their receipt and their views, which are made in files of `scratch` at first.
 *
 * @throws AttemptLost
 */
export async function publish(
  context: WorkerContext,
  claim: Claim,
  { submission, pack, preprocessing }: EvaluationInputs,
  { protocolId, extracted, features, evaluation }: Scored,
  { scratch, signal }: { readonly scratch: string; readonly signal: AbortSignal },
): Promise<void> {
  const { sha256, sizeBytes } = submission.encoder;
  const receipt = buildReceipt({
    model: { sha256, bytes: Number(sizeBytes) },
    output: outputOf(submission),
    preprocessing,
    pack,
    extracted,
    featuresSha256: features,
    evaluation,
  });
  const views = await keepViews(evaluation, pack, scratch, context, signal);
  const row = evaluationRow(protocolId, receipt, extracted, features, views);
  await publishEvaluation(context.database, claim, row, evaluation.artefacts.replicates);
  context.log.info({ acc: receipt.report.summary.acc, protocol: protocolId }, 'ranked');
}
