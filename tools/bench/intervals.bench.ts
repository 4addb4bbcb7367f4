/**
 * What an entry's interval costs: 1,000 resamples of test images and seeds together, every metric,
 * AMI with its exact expectation in each; and the rank intervals of a board from stored replicates.
 */
import { bootstrap, rankBoard, type ScoredAssignment, scoreClustering } from '@clusterboard/evaluation';
import { type Benchmark, median, type Row } from './report.ts';

const seeds = 5;
const repeats = 3;

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Clusters of skewed sizes that follow their class with probability 0.4, one assignment a seed. */
function draw(images: number, clusterCount: number, classCount: number) {
  const next = generator(4);
  const labels = Int32Array.from({ length: images }, () => Math.floor(next() * classCount));
  const runs: ScoredAssignment[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const clusters = labels.map((label) => {
      const place = next();
      return next() < 0.4 ? (label * 7) % clusterCount : Math.floor(place * place * clusterCount);
    });
    const split = { clusters, labels };
    runs.push({ clusters, ...scoreClustering(split, split, clusterCount, classCount) });
  }
  return { labels, classCount, clusterCount, runs };
}

function timed(what: string, work: () => unknown, more: Row): Row {
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const began = performance.now();
    work();
    seconds.push((performance.now() - began) / 1000);
  }
  return { what, ...more, seconds: median(seconds) };
}

function interval(images: number, clusters: number, classes: number): Row {
  const entry = draw(images, clusters, classes);
  return timed('interval', () => bootstrap(entry), { images, clusters, classes, seeds });
}

/** Entries so close that no pair is distinguished at a glance: the slowest of boards. */
function board(entries: number): Row {
  const next = generator(7);
  const replicates = Array.from({ length: entries }, () => {
    const score = 0.4 + next() * 0.1;
    return Float32Array.from({ length: 1000 }, () => score + (next() + next() + next() - 1.5) * 0.05);
  });
  return timed('ranks', () => rankBoard(replicates), { entries });
}

export const measure: Benchmark = async () => [
  interval(10_000, 10, 10),
  interval(10_000, 100, 100),
  interval(10_000, 150, 100),
  interval(10_000, 1000, 1000),
  interval(50_000, 1000, 1000),
  board(100),
  board(1000),
];
