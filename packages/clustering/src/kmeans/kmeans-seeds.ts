import pMap from 'p-map';
import { checkFinite, checkThreads } from '../matrix/check-input.ts';
import type { Matrix } from '../matrix/matrix.ts';
import {
  checkOptions,
  type KmeansOptions,
  type KmeansProgress,
  type KmeansResult,
  runKmeans,
} from './kmeans.ts';

export interface KmeansSeedsOptions
  extends Pick<KmeansOptions, 'clusters' | 'maxIterations' | 'threads' | 'signal'> {
  readonly seeds: readonly number[];
  /** `index` tells the seed: runs may be under way at the same time. */
  readonly onProgress?: (index: number, progress: KmeansProgress) => void;
  /** Told of each seed whose run has ended, in the order in which they end. */
  readonly onResult?: (index: number, result: KmeansResult) => void;
}

/**
 * Runs of more clusters than this fill every thread by themselves: `npm run bench -- seeds` measures seeds
 * side by side against seeds in turn.
 */
const maxClustersSideBySide = 32;

/**
 * {@link kmeans} once for each seed, with the same bits. The rows are checked once; runs of few clusters, which
 * read the rows faster than one thread can fetch them, share the threads and what the processor's cache holds.
 *
 * Rejects as `kmeans` does with the first failure, once every run has ended.
 */
export async function kmeansSeeds(points: Matrix, options: KmeansSeedsOptions): Promise<KmeansResult[]> {
  const { seeds, onProgress, onResult, signal, ...rest } = options;
  const threads = checkThreads(options.threads);
  for (const seed of seeds) checkOptions(points, { ...rest, seed });
  await checkFinite('points', points, threads, signal);

  const stop = new AbortController();
  const linked = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const concurrency =
    rest.clusters > maxClustersSideBySide ? 1 : Math.max(1, Math.min(threads, seeds.length));
  const run = async (seed: number, index: number) => {
    const progress = onProgress && { onProgress: (seen: KmeansProgress) => onProgress(index, seen) };
    const runOptions = { ...rest, seed, signal: linked, ...progress };
    try {
      const result = await runKmeans(points, runOptions, Math.floor(threads / concurrency));
      onResult?.(index, result);
      return result;
    } catch (error) {
      // Ends the other runs. Only the first failure becomes the reason.
      stop.abort(error);
      throw error;
    }
  };
  return pMap(seeds, run, { concurrency, stopOnError: false }).catch(() => {
    throw stop.signal.reason;
  });
}
