import { nearestByCosine } from '@clusterboard/clustering';
import { runCooperatively, type Steps } from '../cooperative.ts';
import type { ProbeInput } from './linear-probe.ts';

export const knnNeighbours = 20;
export const knnTemperature = 0.07;

const imagesAtOnce = 1024;

interface Votes {
  readonly k: number;
  readonly ids: Int32Array;
  readonly similarities: Float64Array;
}

/** The class of most weight for each image, ties to the lowest. */
function* countVotes(
  { k, ids, similarities }: Votes,
  { trainLabels, classCount }: ProbeInput,
): Steps<Int32Array> {
  const predicted = new Int32Array(ids.length / k);
  const weights = new Float64Array(classCount);
  for (let image = 0; image < predicted.length; image++) {
    if (image % imagesAtOnce === 0) yield;
    weights.fill(0);
    for (let at = image * k; at < (image + 1) * k; at++) {
      const label = trainLabels[ids[at] as number] as number;
      weights[label] = (weights[label] as number) + Math.exp((similarities[at] as number) / knnTemperature);
    }
    let best = 0;
    for (let label = 1; label < classCount; label++) {
      if ((weights[label] as number) > (weights[best] as number)) best = label;
    }
    predicted[image] = best;
  }
  return predicted;
}

/**
 * Weighted k-NN of Wu et al., "Unsupervised feature learning via non-parametric instance discrimination",
 * 2018, with the k and temperature of DINO (Caron et al., 2021): the 20 train images of greatest cosine
 * vote, each with exp(cosine / 0.07); all of train where there are fewer. Features are used as they are.
 *
 * Uses labels of train. The same bits for any number of threads. Rejects with an AbortError.
 *
 * @returns the class of each test image
 */
export async function knnProbe(input: ProbeInput): Promise<Int32Array> {
  const { train, test, threads, signal } = input;
  const k = Math.min(knnNeighbours, train.rows);
  const limits = { ...(threads === undefined ? {} : { threads }), ...(signal ? { signal } : {}) };
  return runCooperatively(countVotes(await nearestByCosine(train, test, k, limits), input), signal);
}
