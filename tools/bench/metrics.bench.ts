/**
 * Every metric of one clustering with the contingency tables of both splits, medians of five, against scikit-learn and scipy where those are done in seconds. At 1.28 million
 * images and 1000 × 1000 groups scikit-learn 1.2 takes more than a minute: it is left out there.
 */
import { type LabelledClusters, metrics, scoreClustering } from '@clusterboard/evaluation';
import { runSklearnPeer, sklearnPeerIsInstalled } from './peers/sklearn-peer.ts';
import { type Benchmark, median, type Row } from './report.ts';

const repeats = 5;

/** Classes are uniform; a cluster follows its class with probability 0.4, else sizes are skewed. */
function draw(images: number, clusterCount: number, classCount: number) {
  let state = 4;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const labels = new Int32Array(images);
  const clusters = new Int32Array(images);
  for (let i = 0; i < images; i++) {
    const label = Math.floor(next() * classCount);
    const [place, follows] = [next(), next()];
    labels[i] = label;
    clusters[i] = follows < 0.4 ? (label * 7) % clusterCount : Math.floor(place * place * clusterCount);
  }
  return { labels, clusters } satisfies LabelledClusters;
}

function compare(images: number, clusterCount: number, classCount: number, peer: boolean): Row {
  const split = draw(images, clusterCount, classCount);
  const seconds: number[] = [];
  let scores: ReturnType<typeof scoreClustering>['scores'] | undefined;
  for (let i = 0; i < repeats; i++) {
    const began = performance.now();
    ({ scores } = scoreClustering(split, split, clusterCount, classCount));
    seconds.push((performance.now() - began) / 1000);
  }
  const row = { images, clusters: clusterCount, classes: classCount, seconds: median(seconds) };
  if (!peer || scores === undefined) return row;
  const other = runSklearnPeer(split.labels, split.clusters);
  const differences = metrics
    .filter((metric) => metric in other.scores)
    .map((metric) => Math.abs((scores?.[metric] ?? Number.NaN) - (other.scores[metric] ?? Number.NaN)));
  return {
    ...row,
    'scikit-learn seconds': other.seconds,
    'times faster': other.seconds / row.seconds,
    'largest difference': Math.max(...differences).toExponential(1),
  };
}

export const measure: Benchmark = async (note) => {
  const peer = sklearnPeerIsInstalled();
  if (!peer)
    note('scikit-learn is not installed: nothing to compare with (apt-get install python3-sklearn).');
  return [
    compare(10_000, 10, 10, peer),
    compare(100_000, 150, 100, peer),
    compare(1_280_000, 1000, 1000, false),
    compare(1_280_000, 1500, 1000, false),
  ];
};
