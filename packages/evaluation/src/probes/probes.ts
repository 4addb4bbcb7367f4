import type { Labels } from '../contingency/contingency.ts';
import { runCooperatively, type Steps } from '../cooperative.ts';
import { ImageResamples } from '../intervals/image-resamples.ts';
import { type Interval, percentileInterval } from '../intervals/percentile-interval.ts';
import { knnNeighbours, knnProbe, knnTemperature } from './knn-probe.ts';
import { linearProbe, type ProbeInput } from './linear-probe.ts';
import type { Probes } from './probe-schema.ts';

interface Measured {
  readonly accuracy: number;
  readonly interval: Interval;
}

/**
 * Accuracies and their 95% intervals by the bootstrap over test images that scores have too: resample b
 * draws the same images. Moved so that their mean is the accuracy.
 */
export function* measureProbes(
  labels: Labels,
  predictions: readonly Int32Array[],
  resamples: number,
): Steps<Measured[]> {
  const images = labels.length;
  const hits = predictions.map((predicted) => predicted.map((label, i) => (label === labels[i] ? 1 : 0)));
  const replicates = predictions.map(() => new Float64Array(resamples));
  const draws = new ImageResamples(images);
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = draws.next();
    for (const [probe, hit] of hits.entries()) {
      let sum = 0;
      for (let i = 0; i < images; i++) sum += (drawn[i] as number) * (hit[i] as number);
      (replicates[probe] as Float64Array)[resample] = sum / images;
    }
    yield;
  }
  return hits.map((hit, probe) => {
    const accuracy = hit.reduce((sum, one) => sum + one, 0) / images;
    const own = replicates[probe] as Float64Array;
    const shift = accuracy - own.reduce((sum, value) => sum + value, 0) / resamples;
    const { low, high } = percentileInterval(Float32Array.from(own, (value) => value + shift));
    return { accuracy, interval: { low: Math.max(0, low), high: Math.min(1, high) } };
  });
}

export interface ProbesInput extends ProbeInput {
  readonly testLabels: Labels;
  readonly resamples: number;
  readonly onProbe?: (done: number, total: number) => void;
}

/** Both probes on the features as the encoder gave them. Rejects with an AbortError. */
export async function computeProbes(input: ProbesInput): Promise<Probes> {
  const { train, testLabels, resamples, signal, onProbe } = input;
  onProbe?.(0, 2);
  const voted = await knnProbe(input);
  onProbe?.(1, 2);
  const linear = await linearProbe(input);
  const measured = await runCooperatively(
    measureProbes(testLabels, [voted, linear.predicted], resamples),
    signal,
  );
  onProbe?.(2, 2);
  const [ofKnn, ofLinear] = measured as [Measured, Measured];
  const { penalty, tried, heldOutCount, iterations, converged } = linear;
  return {
    usesLabels: true,
    knn: { ...ofKnn, neighbours: Math.min(knnNeighbours, train.rows), temperature: knnTemperature },
    linear: { ...ofLinear, penalty, tried, heldOutCount, iterations, converged },
  };
}
