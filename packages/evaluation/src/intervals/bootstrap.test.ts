import { describe, expect, it } from 'vitest';
import { runCooperatively } from '../cooperative.ts';
import { metrics } from '../metrics/registry.ts';
import { Random } from '../random.ts';
import { scoreClustering } from '../scoring/score-clustering.ts';
import type { Scores } from '../scoring/scores.ts';
import { type BootstrapInput, bootstrap, bootstrapSteps } from './bootstrap.ts';
import { pairedDifference } from './paired-difference.ts';

/** One seed's clusters of the images with these labels: right with the given probability, else any. */
function clustersOf(labels: Int32Array, classCount: number, right: number, random: Random): Int32Array {
  return labels.map((label) => (random.next() < right * 2 ** 32 ? label : random.below(classCount)));
}

function inputOf(labels: Int32Array, classCount: number, assignments: readonly Int32Array[]): BootstrapInput {
  // Clusters carry their classes' names: train, where the matching comes from, is the same for all.
  const names = Int32Array.from({ length: classCount }, (_, i) => i);
  const runs = assignments.map((clusters) => {
    const train = { clusters: names, labels: names };
    return { clusters, ...scoreClustering(train, { clusters, labels }, classCount, classCount) };
  });
  return { labels, classCount, clusterCount: classCount, runs };
}

function entry(images: number, classCount: number, rights: readonly number[], seed: number): BootstrapInput {
  const random = Random.seeded(seed);
  const labels = new Int32Array(images).map(() => random.below(classCount));
  return inputOf(
    labels,
    classCount,
    rights.map((right) => clustersOf(labels, classCount, right, random)),
  );
}

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(Array.from(values, (value) => (value - mean) ** 2)));
}

describe('bootstrap', () => {
  const input = entry(600, 8, [0.6, 0.5, 0.7], 1);

  it('gives the same bits every time, with and without pauses', async () => {
    const replicates = bootstrap(input);
    expect(bootstrap(input)).toEqual(replicates);
    expect(await runCooperatively(bootstrapSteps(input))).toEqual(replicates);
  });

  it('has the score for its mean', () => {
    const replicates = bootstrap(input);
    for (const metric of metrics) {
      const score = meanOf(input.runs.map(({ scores }) => scores[metric]));
      expect(replicates[metric], metric).toHaveLength(1000);
      expect(meanOf(replicates[metric]), metric).toBeCloseTo(score, 6);
    }
  });

  it('leaves no doubt about a perfect clustering', () => {
    const replicates = bootstrap(entry(300, 5, [1, 1], 2));
    for (const metric of ['acc', 'accTestMajority', 'ari', 'ami', 'nmi'] as const) {
      expect(replicates[metric], metric).toEqual(new Float32Array(1000).fill(1));
    }
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const stop = new AbortController();
    let last = 0;
    const onResample = (done: number) => {
      last = done;
      if (done === 500) stop.abort();
    };
    const work = runCooperatively(bootstrapSteps({ ...input, onResample }), stop.signal);
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(last).toBeLessThan(1000);
  });
});

describe('the spread of the replicates', () => {
  // Every encoder here has the same chances; what differs is the test set that was drawn.
  const worlds = (images: number, classCount: number): Scores[] =>
    Array.from({ length: 300 }, (_, seed) => {
      const run = entry(images, classCount, [0.5], 1000 + seed).runs[0];
      if (run === undefined) throw new Error('no run');
      return run.scores;
    });

  it.each([
    { images: 1000, classCount: 10 },
    { images: 600, classCount: 30 },
  ])('is that of scores over test sets: $images images, $classCount classes', ({ images, classCount }) => {
    const scores = worlds(images, classCount);
    const replicates = [1, 2, 3, 4].map((seed) => bootstrap(entry(images, classCount, [0.5], seed)));
    for (const metric of ['acc', 'ari', 'ami', 'mi', 'nmi'] as const) {
      const actual = deviationOf(scores.map((score) => score[metric]));
      const estimated = meanOf(replicates.map((sample) => deviationOf(sample[metric])));
      // 300 test sets tell a deviation to about 4% (one in √600).
      expect(Math.abs(estimated / actual - 1), metric).toBeLessThan(0.15);
    }
  });

  it('holds that of the seeds, too', () => {
    const labels = new Int32Array(400).map((_, i) => i % 4);
    const wrong = (count: number) => labels.map((label, i) => (i < count ? (label + 1) % 4 : label));
    const alike = bootstrap(inputOf(labels, 4, [wrong(40), wrong(40), wrong(40)]));
    const apart = bootstrap(inputOf(labels, 4, [wrong(0), wrong(40), wrong(80)]));
    // Accuracies 1, 0.9 and 0.8: their deviation 0.0816 over √3 comes on top of that of the images.
    const seeds = Math.sqrt(deviationOf(apart.acc) ** 2 - deviationOf(alike.acc) ** 2);
    expect(Math.abs(seeds / (0.0816 / Math.sqrt(3)) - 1)).toBeLessThan(0.15);
  });

  it('is smaller for the difference of two entries that err on the same images', () => {
    const labels = new Int32Array(1000).map((_, i) => i % 10);
    const wrong = (count: number) => labels.map((label, i) => (i % 1000 < count ? (label + 1) % 10 : label));
    const one = bootstrap(inputOf(labels, 10, [wrong(300)]));
    const other = bootstrap(inputOf(labels, 10, [wrong(315)]));
    const { difference, verdict } = pairedDifference(one.acc, other.acc);
    expect(difference).toBeCloseTo(0.015, 6);
    expect(verdict).toBe('better');
    // Unpaired, a difference of 15 images drowns in the √(2 · 0.3 · 0.7 / 1000) = 0.02 of both.
    const shifted = other.acc.map((_, i) => other.acc[(i + 1) % 1000] ?? 0);
    expect(pairedDifference(one.acc, shifted).verdict).toBe('undecided');
  });
});
