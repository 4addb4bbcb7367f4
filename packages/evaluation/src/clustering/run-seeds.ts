import { assign, type Matrix } from '@clusterboard/clustering';
import type { SeedArtefacts } from '../artefacts.ts';
import { runCooperatively } from '../cooperative.ts';
import type { EvaluationInput } from '../evaluation-input.ts';
import type { Matchings } from '../matching/matching.ts';
import { clusterCount } from '../protocol/protocol.ts';
import type { SeedRun } from '../report.ts';
import { scoreClusteringSteps } from '../scoring/score-clustering.ts';
import type { Scores } from '../scoring/scores.ts';
import { clusterFeatures } from './cluster-features.ts';
import type { Clustering } from './clustering.ts';

/** A run's line in the report, its artefacts, and the matchings that its intervals need. */
export interface ScoredRun {
  /** With every metric: only stored reports lack those that came after them. */
  readonly report: SeedRun & { readonly scores: Scores };
  readonly artefacts: SeedArtefacts;
  readonly matchings: Matchings;
}

interface Splits {
  readonly train: Matrix;
  readonly test: Matrix;
}

async function scoreRun(
  input: EvaluationInput,
  { train, test }: Splits,
  seed: number,
  fitted: Clustering,
): Promise<ScoredRun> {
  const { protocol, classCount, trainLabels, testLabels, signal } = input;
  const clusters = clusterCount(protocol, classCount);
  const centroids = { data: fitted.centroids, rows: clusters, dim: train.dim };
  const onTest = await assign(test, centroids, limitsOf(input));
  const scoring = scoreClusteringSteps(
    { clusters: fitted.assignment, labels: trainLabels },
    { clusters: onTest.assignment, labels: testLabels },
    clusters,
    classCount,
  );
  const { scores, matchings } = await runCooperatively(scoring, signal);
  const { inertia, iterations, converged, reseeded } = fitted;
  return {
    report: { seed, scores, matching: [...matchings.acc], inertia, iterations, converged, reseeded },
    artefacts: {
      seed,
      centroids,
      trainAssignment: fitted.assignment,
      testAssignment: onTest.assignment,
    },
    matchings,
  };
}

const limitsOf = ({ threads, signal }: EvaluationInput) => ({
  ...(threads === undefined ? {} : { threads }),
  ...(signal ? { signal } : {}),
});

/** Clusters once for each seed of the protocol, then assigns and scores each run. */
export async function runSeeds(input: EvaluationInput, splits: Splits): Promise<ScoredRun[]> {
  const { protocol, classCount } = input;
  const total = protocol.seeds.length;
  const reportProgress = (done: number, iteration: number): void =>
    input.onProgress?.({ stage: 'cluster', done, total, seedsDone: done, seedsTotal: total, iteration });
  reportProgress(0, 0);
  const clusterings = await clusterFeatures(splits.train, protocol, {
    clusters: clusterCount(protocol, classCount),
    ...limitsOf(input),
    onProgress: reportProgress,
  });
  const runs: ScoredRun[] = [];
  for (const [index, fitted] of clusterings.entries()) {
    runs.push(await scoreRun(input, splits, protocol.seeds[index] as number, fitted));
  }
  reportProgress(total, 0);
  return runs;
}
