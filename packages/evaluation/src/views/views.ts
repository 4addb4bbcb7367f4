import { contingencySteps, type Labels } from '../contingency/contingency.ts';
import { runCooperatively } from '../cooperative.ts';
import type { Evaluation } from '../evaluate.ts';
import { summariseClusters } from './cluster-summaries.ts';
import { confusedPairs } from './confused-pairs.ts';
import { mapImages } from './image-map.ts';
import { matchedContingency } from './matched-contingency.ts';
import { nearestImages } from './nearest-images.ts';
import type { EvaluationViews } from './view-schema.ts';

interface Scored {
  readonly seed: number;
  readonly scores: { readonly acc: number };
}

/**
 * The place of the run that views show: that of median ACC, the lower of the two in the middle, ties to
 * the lower seed.
 */
export function representativeRun(runs: readonly Scored[]): number {
  const order = runs
    .map(({ seed, scores }, place) => ({ place, seed, acc: scores.acc }))
    .sort((a, b) => a.acc - b.acc || a.seed - b.seed);
  const middle = order[Math.floor((order.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('a view of no runs');
  return middle.place;
}

/** Images that are kept of each cluster. */
export const nearestPerCluster = 12;
export const maxConfusedPairs = 100;

interface ViewOptions {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/**
 * What people look at of an evaluation, of its run of median ACC ({@link representativeRun}) and on its
 * test images: nothing here is a score. Rejects with an AbortError.
 */
export async function computeViews(
  { report, artefacts }: Evaluation,
  testLabels: Labels,
  options: ViewOptions = {},
): Promise<EvaluationViews> {
  const place = representativeRun(report.runs);
  const { matching } = report.runs[place] as (typeof report.runs)[number];
  const { seed, centroids, testAssignment } = artefacts.runs[place] as (typeof artefacts.runs)[number];
  const size = { rows: report.clusters, cols: report.classCount };
  const table = await runCooperatively(contingencySteps(testAssignment, testLabels, size), options.signal);
  const contingency = matchedContingency(table, matching);
  const summaries = summariseClusters(table, matching);
  const nearest = await runCooperatively(
    nearestImages(artefacts.test, centroids, testAssignment, nearestPerCluster),
    options.signal,
  );
  const map = await mapImages(artefacts.test, options);
  const labelsOf = (images: number[]) => images.map((image) => testLabels[image] as number);
  return {
    seed,
    contingency,
    clusters: contingency.clusters.map((cluster) => ({
      ...(summaries[cluster] as (typeof summaries)[number]),
      nearest: nearest[cluster] as number[],
      nearestClasses: labelsOf(nearest[cluster] as number[]),
    })),
    confusedPairs: confusedPairs(table, matching, maxConfusedPairs),
    map: map && {
      ...map,
      classes: labelsOf(map.images),
      clusters: map.images.map((image) => testAssignment[image] as number),
    },
  };
}
