import { finish, runCooperatively, type Steps } from '../cooperative.ts';
import { isBetter } from './paired-difference.ts';

/** The ranks that an entry may have, 1 being the best. */
export interface RankInterval {
  readonly first: number;
  readonly last: number;
}

/**
 * Rank intervals from pairwise verdicts: an entry ranks below all that are better and above all that are
 * worse, so its rank lies between 1 + (entries better) and n − (entries worse). Entries that cannot be
 * told from one another share ranks.
 *
 * @param better whether the first of two entries, given by their places in 0 … `entries` − 1, is better;
 *   asked once for either order of each pair, the second time only if the first answer was no
 */
export const rankIntervals = (entries: number, better: Better): RankInterval[] =>
  finish(rankIntervalSteps(entries, better));

type Better = (a: number, b: number) => boolean;

function* rankIntervalSteps(entries: number, better: Better): Steps<RankInterval[]> {
  const above = new Int32Array(entries);
  const below = new Int32Array(entries);
  const count = (winner: number, loser: number): void => {
    above[loser] = (above[loser] as number) + 1;
    below[winner] = (below[winner] as number) + 1;
  };
  for (let a = 0; a < entries; a++) {
    for (let b = a + 1; b < entries; b++) {
      if (better(a, b)) count(a, b);
      else if (better(b, a)) count(b, a);
    }
    yield;
  }
  return Array.from(above, (better, i) => ({ first: 1 + better, last: entries - (below[i] as number) }));
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function rangeOf(values: Float32Array): Range {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/**
 * Rank intervals of a board by one metric, each pair judged by its paired bootstrap at 95%, without a
 * correction for the number of pairs. A thousand stored replicates an entry are all it reads (4 kB), and
 * pairs whose replicates do not overlap need no second look: half a million pairs of a thousand entries
 * take about a second, one more entry on such a board a few milliseconds.
 *
 * @param replicates those of each entry for the metric, all of one dataset and protocol; null where there
 *   are none, which cannot be told from anything
 */
export const rankBoard = (replicates: readonly (Float32Array | null)[]): RankInterval[] =>
  finish(rankBoardSteps(replicates));

/** {@link rankBoard} in turns of some ten milliseconds; rejects with an `AbortError` once `signal` stops it. */
export const rankBoardInTurns = (
  replicates: readonly (Float32Array | null)[],
  signal?: AbortSignal,
): Promise<RankInterval[]> => runCooperatively(rankBoardSteps(replicates), signal);

function rankBoardSteps(replicates: readonly (Float32Array | null)[]): Steps<RankInterval[]> {
  const ranges = replicates.map((values) => values && rangeOf(values));
  return rankIntervalSteps(replicates.length, (a, b) => {
    const [one, other] = [ranges[a], ranges[b]];
    if (!one || !other || one.most <= other.least) return false;
    if (one.least > other.most) return true;
    return isBetter(replicates[a] as Float32Array, replicates[b] as Float32Array);
  });
}
