import { type NewEvaluation, plainJson } from '@clusterboard/database';
import type { SplitName } from '@clusterboard/datasets';
import type { EvaluationReport } from '@clusterboard/evaluation';
import type { StoredObject } from '@clusterboard/storage';
import type { ExtractedSplits } from './extraction.ts';

/** The row that a report becomes; its headline figures are columns so that a board can order by them. */
export function evaluationRow(
  protocolId: string,
  report: EvaluationReport,
  { train, test }: ExtractedSplits,
  kept: Record<SplitName, StoredObject>,
): NewEvaluation {
  const { acc, ari, ami, mi } = report.summary;
  return {
    protocolId,
    featureDim: report.featureDim,
    pcaDim: report.pca.applied ? report.pca.dim : null,
    clusters: report.clusters,
    accMean: acc.mean,
    accStd: acc.std,
    ariMean: ari.mean,
    ariStd: ari.std,
    amiMean: ami.mean,
    amiStd: ami.std,
    miMean: mi.mean,
    miStd: mi.std,
    imagesPerSecond: (train.rows + test.rows) / (train.seconds + test.seconds),
    executionProvider: train.executionProvider,
    report: plainJson(report),
    trainFeaturesSha256: kept.train.sha256,
    testFeaturesSha256: kept.test.sha256,
  };
}
