import { assign, kmeans, type Matrix } from '@clusterboard/faiss';
import { type Result, success } from '@clusterboard/problems';
import type { Labels } from './contingency.ts';
import { checkDistinct, checkFinite } from './feature-check.ts';
import { clusterCount, type Protocol } from './protocol.ts';
import { type Reduced, reduceFeatures } from './reduce.ts';
import type { EvaluationReport, SeedRun } from './report.ts';
import { scoreClustering } from './score-clustering.ts';
import { summariseRuns } from './summary.ts';

export interface EvaluationProgress {
  readonly stage: 'pca' | 'cluster';
  readonly seedsDone: number;
  readonly seedsTotal: number;
  /** Lloyd iteration of the seed under way. */
  readonly iteration: number;
}

export interface EvaluationInput {
  /** Features of the train split, one row an image. */
  readonly train: Matrix;
  /** Class indices, 0 … classCount − 1, in the order of `train`. */
  readonly trainLabels: Labels;
  readonly test: Matrix;
  readonly testLabels: Labels;
  readonly classCount: number;
  readonly protocol: Protocol;
  /** Never changes a bit of the result. All processors by default. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
}

function checkShapes({ train, trainLabels, test, testLabels, classCount }: EvaluationInput): void {
  if (train.dim !== test.dim) throw new RangeError(`${train.dim} train and ${test.dim} test dimensions`);
  for (const [name, points, labels] of [
    ['train', train, trainLabels],
    ['test', test, testLabels],
  ] as const) {
    if (points.rows === 0) throw new RangeError(`the ${name} split has no images`);
    if (points.data.length !== points.rows * points.dim) {
      throw new RangeError(`${points.data.length} ${name} values do not fill ${points.rows} × ${points.dim}`);
    }
    if (labels.length !== points.rows) {
      throw new RangeError(`${points.rows} ${name} rows, but ${labels.length} labels`);
    }
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i];
      if (!Number.isInteger(label) || (label as number) < 0 || (label as number) >= classCount) {
        throw new RangeError(`${name} label ${i} is ${label}: not a class of 0 … ${classCount - 1}`);
      }
    }
  }
}

async function runSeed(
  input: EvaluationInput,
  { train, test }: Reduced,
  seed: number,
  onIteration: (iteration: number) => void,
): Promise<SeedRun> {
  const { protocol, classCount, trainLabels, testLabels, threads, signal } = input;
  const clusters = clusterCount(protocol, classCount);
  const limits = { ...(threads === undefined ? {} : { threads }), ...(signal ? { signal } : {}) };
  const fitted = await kmeans(train, {
    clusters,
    seed,
    maxIterations: protocol.maxIterations,
    ...limits,
    onProgress: ({ iteration }) => onIteration(iteration),
  });
  const centroids = { data: fitted.centroids, rows: clusters, dim: train.dim };
  const onTest = await assign(test, centroids, limits);
  const { scores, matching } = scoreClustering(
    { clusters: fitted.assignment, labels: trainLabels },
    { clusters: onTest.assignment, labels: testLabels },
    clusters,
    classCount,
  );
  const { inertia, iterations, converged, reseeded } = fitted;
  return { seed, scores, matching: [...matching], inertia, iterations, converged, reseeded };
}

/**
 * Judges an encoder by its features: PCA where it drops dimensions, k-means on the train features for
 * each seed of the protocol, assignment of the test features, scores. No label is used but to match
 * clusters to classes and to score.
 *
 * Fails with FEATURES_NOT_FINITE, FEATURES_CONSTANT or FEATURES_TOO_FEW_DISTINCT before any work.
 * Throws a RangeError when shapes or labels do not fit together, and rejects with an AbortError when
 * `signal` stops it.
 */
export async function evaluate(input: EvaluationInput): Promise<Result<EvaluationReport>> {
  checkShapes(input);
  const { train, test, classCount, protocol, threads, signal, onProgress } = input;
  const clusters = clusterCount(protocol, classCount);
  for (const check of [
    () => checkFinite(train, 'train'),
    () => checkFinite(test, 'test'),
    () => checkDistinct(train, clusters),
  ]) {
    const checked = check();
    if (!checked.ok) return checked;
  }

  const seedsTotal = protocol.seeds.length;
  onProgress?.({ stage: 'pca', seedsDone: 0, seedsTotal, iteration: 0 });
  const reduced = await reduceFeatures(train, test, {
    pcaDim: protocol.pcaDim,
    ...(threads === undefined ? {} : { threads }),
    ...(signal ? { signal } : {}),
  });
  // Rows that differ only in the dropped dimensions are one to k-means.
  const checked = checkDistinct(reduced.train, clusters);
  if (!checked.ok) return checked;

  const runs: SeedRun[] = [];
  for (const [seedsDone, seed] of protocol.seeds.entries()) {
    const report = (iteration: number): void =>
      onProgress?.({ stage: 'cluster', seedsDone, seedsTotal, iteration });
    report(0);
    runs.push(await runSeed(input, reduced, seed, report));
  }
  onProgress?.({ stage: 'cluster', seedsDone: seedsTotal, seedsTotal, iteration: 0 });

  return success({
    protocol,
    trainCount: train.rows,
    testCount: test.rows,
    classCount,
    clusters,
    featureDim: train.dim,
    pcaDim: reduced.pca.dim,
    pca: reduced.pca,
    runs,
    summary: summariseRuns(runs),
  });
}
