import { createHash } from 'node:crypto';
import type { Labels } from '../contingency/contingency.ts';
import { finish, type Steps } from '../cooperative.ts';
import { byMetric, type Metric, metrics } from '../metrics/registry.ts';
import { Random } from '../random.ts';
import { ImageResamples } from './image-resamples.ts';
import { type Influence, influenceSteps, type ScoredAssignment } from './influence.ts';

/** What an entry's scores might have been: [resamples] for each metric. */
export type Replicates = Readonly<Record<Metric, Float32Array>>;

export const resamples = 1000;

export interface BootstrapInput {
  /** Classes of the test images. */
  readonly labels: Labels;
  readonly classCount: number;
  readonly clusterCount: number;
  /** One for each seed. */
  readonly runs: readonly ScoredAssignment[];
  readonly onResample?: (done: number) => void;
}

/** Seeds are drawn from a generator of the entry's own, made of its assignments. */
function seedDraws(runs: BootstrapInput['runs']): Random {
  const hash = createHash('sha256');
  for (const { clusters } of runs) {
    const { buffer, byteOffset, byteLength } = Int32Array.from(clusters);
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return Random.seeded(hash.digest().readUIntLE(0, 6));
}

/** How much the draws change each metric of a run: [metrics], before the division by the images. */
function changesBy(draws: Int32Array, { cellOf, cells, values }: Influence): Float64Array {
  const counts = new Int32Array(cells);
  for (let i = 0; i < draws.length; i++) {
    const cell = cellOf[i] as number;
    counts[cell] = (counts[cell] as number) + (draws[i] as number);
  }
  const width = metrics.length;
  const sums = new Float64Array(width);
  for (let cell = 0; cell < cells; cell++) {
    const count = counts[cell] as number;
    if (count === 0) continue;
    for (let metric = 0; metric < width; metric++) {
      sums[metric] = (sums[metric] as number) + count * (values[cell * width + metric] as number);
    }
  }
  return sums;
}

/**
 * Bootstrap over test images and seeds together: each of a thousand resamples draws as many test images
 * and as many seeds as there are, both with replacement, and takes the mean of every metric over the
 * seeds drawn. Efron and Tibshirani, "An introduction to the bootstrap", 1993.
 *
 * - **Images** are drawn alike for every entry of a dataset ({@link ImageResamples}): the difference of
 *   two entries' replicates is their paired bootstrap, without another look at their assignments.
 * - **Seeds** are drawn for each entry on its own: seed 3 of one encoder has nothing to do with seed 3
 *   of another.
 * - **Metrics** follow the draws by the influence of each image. That is exact for accuracies. ARI, MI,
 *   NMI and AMI, recounted on a resample, would take an image that was drawn twice for two that
 *   agree: too high by many times an interval's width where cells hold few images, and MI and AMI with
 *   up to a quarter less spread than there is between test sets (README, “Intervals”).
 *
 * With S seeds the spread over seeds is that of S values around their mean, without the correction
 * S/(S − 1). One seed shows none at all.
 */
export function* bootstrapSteps({
  labels,
  classCount,
  clusterCount,
  runs,
  onResample,
}: BootstrapInput): Steps<Replicates> {
  const influences: Influence[] = [];
  for (const run of runs) {
    influences.push(yield* influenceSteps(run, labels, { rows: clusterCount, cols: classCount }));
  }
  const images = new ImageResamples(labels.length);
  const seeds = seedDraws(runs);
  const replicates = byMetric(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    const draws = images.next();
    const times = new Int32Array(runs.length);
    for (const _ of runs) {
      const seed = seeds.below(runs.length);
      times[seed] = (times[seed] as number) + 1;
    }
    const sums = new Float64Array(metrics.length);
    for (const [seed, { scores }] of runs.entries()) {
      const weight = times[seed] as number;
      const influence = influences[seed];
      if (weight === 0 || influence === undefined) continue;
      const changes = changesBy(draws, influence);
      for (const [i, metric] of metrics.entries()) {
        const drawn = scores[metric] + (changes[i] as number) / labels.length;
        sums[i] = (sums[i] as number) + weight * drawn;
      }
      yield;
    }
    for (const [i, metric] of metrics.entries()) {
      replicates[metric][resample] = (sums[i] as number) / runs.length;
    }
    onResample?.(resample + 1);
  }
  return byMetric((metric) =>
    centred(
      replicates[metric],
      runs.map(({ scores }) => scores[metric]),
    ),
  );
}

/** {@link bootstrapSteps} without pauses. */
export const bootstrap = (input: BootstrapInput): Replicates => finish(bootstrapSteps(input));

/** Takes the error of a thousand draws off their mean, which is the score: differences of means are of scores. */
function centred(replicates: Float64Array, scores: readonly number[]): Float32Array {
  const meanOf = (values: Iterable<number>, count: number): number => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum / count;
  };
  const shift = meanOf(scores, scores.length) - meanOf(replicates, replicates.length);
  return Float32Array.from(replicates, (value) => value + shift);
}
