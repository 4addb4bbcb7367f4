import { AbortError } from '@clusterboard/clustering';
import { type Result, success } from '@clusterboard/problems';
import type { EvaluationArtefacts } from './artefacts.ts';
import { checkShapes } from './clustering/check-shapes.ts';
import { componentsToFit, maxDims } from './clustering/components-to-fit.ts';
import { checkDistinct, checkRange } from './clustering/feature-check.ts';
import { type Reduced, reduceFeatures, truncatePca } from './clustering/reduce.ts';
import { runSeeds, type ScoredRun } from './clustering/run-seeds.ts';
import { runCooperatively } from './cooperative.ts';
import type { Curves } from './curves/curve-schema.ts';
import { computeCurves } from './curves/curves.ts';
import type { EvaluationInput, EvaluationProgress } from './evaluation-input.ts';
import { bootstrapSteps, type Replicates, resamples } from './intervals/bootstrap.ts';
import type { Probes } from './probes/probe-schema.ts';
import { computeProbes } from './probes/probes.ts';
import { clusterCount } from './protocol/protocol.ts';
import type { EvaluationReport } from './report.ts';
import { meanScores, summariseRuns } from './scoring/summary.ts';

export interface Evaluation {
  readonly report: EvaluationReport;
  readonly artefacts: EvaluationArtefacts;
}

type Stage = EvaluationProgress['stage'];

/** Tells of a stage that is not about seeds: none are done before they are clustered, all are after. */
function reportProgress(
  { protocol, onProgress }: EvaluationInput,
  stage: Stage,
  done: number,
  total: number,
): void {
  const seedsTotal = protocol.seeds.length;
  const seedsDone = stage === 'pca' ? 0 : seedsTotal;
  onProgress?.({ stage, done, total, seedsDone, seedsTotal, iteration: 0 });
}

async function checkFeatures(
  { train, test, signal }: EvaluationInput,
  clusters: number,
): Promise<Result<void>> {
  for (const check of [
    checkRange(train, 'train'),
    checkRange(test, 'test'),
    checkDistinct(train, clusters),
  ]) {
    const checked = await runCooperatively(check, signal);
    if (!checked.ok) return checked;
  }
  return success(undefined);
}

/** Resamples between two reports of progress. */
const stride = 100;

function bootstrapRuns(input: EvaluationInput, runs: readonly ScoredRun[]): Promise<Replicates> {
  const { testLabels, classCount, protocol, signal } = input;
  reportProgress(input, 'interval', 0, resamples);
  const steps = bootstrapSteps({
    labels: testLabels,
    classCount,
    clusterCount: clusterCount(protocol, classCount),
    runs: runs.map(({ report, artefacts, matchings }) => ({
      clusters: artefacts.testAssignment,
      matchings,
      scores: report.scores,
    })),
    onResample: (done) => {
      if (done % stride === 0) reportProgress(input, 'interval', done, resamples);
    },
  });
  return runCooperatively(steps, signal);
}

function drawCurves(input: EvaluationInput, reduced: Reduced, runs: readonly ScoredRun[]): Promise<Curves> {
  const { train, test, classCount, protocol, threads, signal } = input;
  return computeCurves({
    main: {
      protocol,
      classCount,
      rows: train.rows,
      featureDim: train.dim,
      dim: reduced.train.dim,
      clusters: clusterCount(protocol, classCount),
      iterations: runs.reduce((sum, { report }) => sum + report.iterations, 0),
    },
    scores: meanScores(runs.map(({ report }) => report)),
    views: { features: { train, test }, reduced, model: reduced.model },
    trainLabels: input.trainLabels,
    testLabels: input.testLabels,
    ...(threads === undefined ? {} : { threads }),
    ...(signal ? { signal } : {}),
    onPoint: (done, total) => reportProgress(input, 'curves', done, total),
  });
}

async function fitProbes(input: EvaluationInput): Promise<{ probes?: Probes }> {
  const { train, trainLabels, test, testLabels, classCount, threads, signal } = input;
  if (input.probes === false) return {};
  const probes = await computeProbes({
    train,
    trainLabels,
    test,
    testLabels,
    classCount,
    resamples,
    ...(threads === undefined ? {} : { threads }),
    ...(signal ? { signal } : {}),
    onProbe: (done, total) => reportProgress(input, 'probes', done, total),
  });
  return { probes };
}

/**
 * Judges an encoder by its features: PCA where it drops dimensions, k-means on the train features for
 * each seed of the protocol, assignment of the test features, scores, their intervals over test images
 * and seeds, and curves over dimensions and k; last, probes. No label is used but to match clusters to
 * classes, to score, and to fit the probes, which stand apart. The same input gives the same bits for any number of threads; the event loop is never held
 * for more than some tens of milliseconds.
 *
 * Fails with FEATURES_NOT_FINITE, FEATURES_OUT_OF_RANGE, FEATURES_CONSTANT or FEATURES_TOO_FEW_DISTINCT before any work.
 * Throws a RangeError when shapes or labels do not fit together, and rejects with an AbortError when
 * `signal` stops it.
 */
export async function evaluate(input: EvaluationInput): Promise<Result<Evaluation>> {
  checkShapes(input);
  const { train, test, classCount, protocol, threads, signal } = input;
  const clusters = clusterCount(protocol, classCount);
  const sound = await checkFeatures(input, clusters);
  if (!sound.ok) return sound;

  reportProgress(input, 'pca', 0, 1);
  const reduced = await reduceFeatures(train, test, {
    pcaDim: protocol.pcaDim,
    fitDim: componentsToFit(train.dim, maxDims),
    ...(threads === undefined ? {} : { threads }),
    ...(signal ? { signal } : {}),
  });
  // Rows that differ only in the dropped dimensions are one to k-means.
  const distinct = await runCooperatively(checkDistinct(reduced.train, clusters), signal);
  if (!distinct.ok) return distinct;

  const runs = await runSeeds(input, reduced);
  const replicates = await bootstrapRuns(input, runs);
  const curves = await drawCurves(input, reduced, runs);
  const probed = await fitProbes(input);
  if (signal?.aborted) throw new AbortError(signal);
  const lines = runs.map(({ report }) => report);
  return success({
    report: {
      protocol,
      trainCount: train.rows,
      testCount: test.rows,
      classCount,
      clusters,
      featureDim: train.dim,
      pcaDim: reduced.pca.dim,
      pca: reduced.pca,
      runs: lines,
      summary: summariseRuns(lines, replicates),
      curves,
      ...probed,
    },
    artefacts: {
      pca: reduced.model && truncatePca(reduced.model, reduced.pca.dim),
      train: reduced.train,
      test: reduced.test,
      runs: runs.map(({ artefacts }) => artefacts),
      replicates,
    },
  });
}
