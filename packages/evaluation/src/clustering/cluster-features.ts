import { kmeansSeeds, type Matrix } from '@clusterboard/clustering';
import type { LloydProtocol, MiniBatchProtocol, Protocol } from '../protocol/protocol.ts';
import type { Clustering, ClusteringOptions } from './clustering.ts';
import { miniBatchKmeans } from './mini-batch-kmeans.ts';

/** One seed after the other. */
async function miniBatchSeeds(
  points: Matrix,
  protocol: MiniBatchProtocol,
  { onProgress, ...limits }: ClusteringOptions,
): Promise<Clustering[]> {
  const runs: Clustering[] = [];
  for (const [done, seed] of protocol.seeds.entries()) {
    const onIteration = (iteration: number) => onProgress(done, iteration);
    runs.push(await miniBatchKmeans(points, protocol, { ...limits, seed, onIteration }));
  }
  return runs;
}

/** Seeds that share the threads are under way together: the last iteration that any of them told is told. */
function lloydSeeds(
  points: Matrix,
  { seeds, maxIterations }: LloydProtocol,
  { onProgress, ...limits }: ClusteringOptions,
): Promise<Clustering[]> {
  let done = 0;
  return kmeansSeeds(points, {
    ...limits,
    seeds,
    maxIterations,
    onProgress: (_, { iteration }) => onProgress(done, iteration),
    onResult: () => {
      done += 1;
    },
  });
}

/**
 * Clusters `points` by the algorithm of the protocol, once for each of its seeds and in their order; the same
 * bits for any number of threads.
 */
export const clusterFeatures = (
  points: Matrix,
  protocol: Protocol,
  options: ClusteringOptions,
): Promise<Clustering[]> =>
  protocol.algorithm === 'mini-batch'
    ? miniBatchSeeds(points, protocol, options)
    : lloydSeeds(points, protocol, options);
