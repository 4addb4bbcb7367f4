import { contingencySteps, type Labels } from '../contingency/contingency.ts';
import { finish, type Steps } from '../cooperative.ts';
import { type Matchings, matchByAssignmentSteps, matchByMajority } from '../matching/matching.ts';
import { byMetric, registry } from '../metrics/registry.ts';
import type { Scores } from './scores.ts';

/** The clusters of one split's images and their classes, in the same order. */
export interface LabelledClusters {
  readonly clusters: Labels;
  readonly labels: Labels;
}

/** A clustering's scores, and the classes of its clusters behind each accuracy. */
export interface ScoredClustering {
  readonly scores: Scores;
  readonly matchings: Matchings;
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
): ScoredClustering {
  return finish(scoreClusteringSteps(train, test, clusterCount, classCount));
}

/** {@link scoreClustering}, with pauses. */
export function* scoreClusteringSteps(
  train: LabelledClusters,
  test: LabelledClusters,
  clusterCount: number,
  classCount: number,
): Steps<ScoredClustering> {
  const size = { rows: clusterCount, cols: classCount };
  const onTrain = yield* contingencySteps(train.clusters, train.labels, size);
  const onTest = yield* contingencySteps(test.clusters, test.labels, size);
  const assigned = yield* matchByAssignmentSteps(onTrain);
  const assignedOnTest = yield* matchByAssignmentSteps(onTest);
  const matchings = {
    acc: assigned.matching,
    exchangeable: assigned.exchangeable,
    accTrainMajority: matchByMajority(onTrain),
    accTestAssignment: assignedOnTest.matching,
    accTestMajority: matchByMajority(onTest),
  };
  yield;
  const scores = byMetric(() => 0);
  for (const { key, compute } of registry) {
    const score = compute({ table: onTest, matchings });
    scores[key] = typeof score === 'number' ? score : yield* score;
  }
  return { matchings, scores };
}
