import { assign, kmeans } from '@clusterboard/clustering';
import type { Labels } from '../contingency/contingency.ts';
import { runCooperatively } from '../cooperative.ts';
import { scoreClusteringSteps } from '../scoring/score-clustering.ts';
import type { Scores } from '../scoring/scores.ts';
import { type MainRun, type PlannedPoint, planCurves, pointIterations } from './curve-plan.ts';
import type { CurvePoint, Curves } from './curve-schema.ts';
import { evenlySpread, takeLabels } from './every-nth-row.ts';
import { type Limits, type Project, projector, type Views } from './projection.ts';

export interface CurveInput extends Limits {
  readonly main: MainRun;
  /** Means over the seeds of the main run. */
  readonly scores: Scores;
  readonly views: Views;
  readonly trainLabels: Labels;
  readonly testLabels: Labels;
  readonly onPoint?: (done: number, total: number) => void;
}

async function measure(project: Project, point: PlannedPoint, input: CurveInput): Promise<CurvePoint> {
  const { main, trainLabels, testLabels, threads, signal } = input;
  const limits = { ...(threads === undefined ? {} : { threads }), ...(signal ? { signal } : {}) };
  const { dim, clusters, rows } = point;
  const taken = evenlySpread(main.rows, rows);
  const { train, test } = await project(dim, taken);
  const [seed = 0] = main.protocol.seeds;
  const fitted = await kmeans(train, { clusters, seed, maxIterations: pointIterations, ...limits });
  const onTest = await assign(test, { data: fitted.centroids, rows: clusters, dim }, limits);
  const scoring = scoreClusteringSteps(
    { clusters: fitted.assignment, labels: takeLabels(trainLabels, taken) },
    { clusters: onTest.assignment, labels: testLabels },
    clusters,
    main.classCount,
  );
  const { scores } = await runCooperatively(scoring, signal);
  return { dim, clusters, trainCount: rows, seeds: 1, scores };
}

/**
 * Scores against principal components and against k, as in the ablations of Zheltonozhskii et al., 2020.
 * Each point is one k-means run of the protocol's first seed, on train rows spread evenly over the split and
 * with 20 Lloyd iterations at most; the place of the evaluation itself stands on both curves with its own
 * scores. {@link planCurves} says which points, on how many rows.
 */
export async function computeCurves(input: CurveInput): Promise<Curves> {
  const { main, scores, views, onPoint } = input;
  const plan = planCurves(main);
  const rows = Math.max(...plan.dims.map((point) => point.rows), main.featureDim);
  const project = projector(views, Math.min(main.rows, rows), input);
  const total = plan.dims.length + plan.clusters.length;
  let done = 0;
  const measureAll = async (points: readonly PlannedPoint[]): Promise<CurvePoint[]> => {
    const measured: CurvePoint[] = [];
    for (const point of points) {
      measured.push(await measure(project, point, input));
      done += 1;
      onPoint?.(done, total);
    }
    return measured;
  };
  onPoint?.(0, total);
  const { dim, clusters } = main;
  const own = { dim, clusters, trainCount: main.rows, seeds: main.protocol.seeds.length, scores };
  const byDim = [...(await measureAll(plan.dims)), own];
  const byClusters = [...(await measureAll(plan.clusters)), own];
  return {
    dims: byDim.sort((a, b) => a.dim - b.dim),
    clusters: byClusters.sort((a, b) => a.clusters - b.clusters),
  };
}
