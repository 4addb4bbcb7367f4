import { adjustedMutualInformation } from './adjusted-mutual-information.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { contingencyTable, type Labels } from './contingency.ts';
import { accuracy, type Matching, matchByAssignment, matchByMajority } from './matching.ts';
import { mutualInformation, normalizedMutualInformation } from './mutual-information.ts';
import type { Scores } from './scores.ts';

/** The clusters of one split's images and their classes, in the same order. */
export interface LabelledClusters {
  readonly clusters: Labels;
  readonly labels: Labels;
}

/**
 * Scores one clustering on the test split. Nothing but the matching of clusters to classes looks at
 * train labels; the two `accTest…` accuracies match on the test labels instead.
 *
 * Throws a RangeError when a split has no images, lengths differ, or an index is out of range.
 */
export function scoreClustering(
  train: LabelledClusters,
  test: LabelledClusters,
  clusterCount: number,
  classCount: number,
): { readonly scores: Scores; readonly matching: Matching } {
  const size = { rows: clusterCount, cols: classCount };
  const onTrain = contingencyTable(train.clusters, train.labels, size);
  const onTest = contingencyTable(test.clusters, test.labels, size);
  const matching = matchByAssignment(onTrain);
  return {
    matching,
    scores: {
      acc: accuracy(onTest, matching),
      accTrainMajority: accuracy(onTest, matchByMajority(onTrain)),
      accTestAssignment: accuracy(onTest, matchByAssignment(onTest)),
      accTestMajority: accuracy(onTest, matchByMajority(onTest)),
      ari: adjustedRandIndex(onTest),
      ami: adjustedMutualInformation(onTest),
      mi: mutualInformation(onTest),
      nmi: normalizedMutualInformation(onTest),
    },
  };
}
