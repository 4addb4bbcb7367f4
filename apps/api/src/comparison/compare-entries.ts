import { type BoardEntry, type BoardMetric, boardMetrics } from '@clusterboard/core';
import { pairedDifference } from '@clusterboard/evaluation';
import { type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { Loaders } from '../platform/loaders/loaders.ts';

export interface Comparison {
  readonly entries: readonly BoardEntry[];
}

/** Two entries by one metric. */
export interface ComparedPair {
  readonly a: BoardEntry;
  readonly b: BoardEntry;
  readonly metric: BoardMetric;
  /** First score minus second. */
  readonly difference: number;
  /** Of the difference; null where one of them has no replicates. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly verdict: ComparisonVerdict | null;
}

export type ComparisonVerdict = 'A_BETTER' | 'B_BETTER' | 'CANNOT_TELL';

const verdicts = { better: 'A_BETTER', worse: 'B_BETTER', undecided: 'CANNOT_TELL' } as const;

export const mostCompared = 4;

const refuse = (found: Problem): Result<never> => ({ ok: false, problem: found });

/** Two to four different entries of one benchmark, in the order in which they were asked for. */
export async function compare(ids: readonly string[], loaders: Loaders): Promise<Result<Comparison>> {
  const apart = (reason: string) => refuse(problem('ENTRIES_NOT_COMPARABLE', { reason }));
  if (ids.length < 2 || ids.length > mostCompared)
    return apart(ids.length === 1 ? 'only one was given' : `${ids.length} were given`);
  if (new Set(ids).size < ids.length) return apart('one is given twice');
  const entries: BoardEntry[] = [];
  for (const [index, entry] of (await Promise.all(ids.map((id) => loaders.entry.load(id)))).entries()) {
    if (!entry) return refuse(problem('ENTRY_NOT_FOUND', { id: (ids[index] ?? '').slice(0, 80) }));
    entries.push(entry);
  }
  if (new Set(entries.map(({ benchmarkId }) => benchmarkId)).size > 1) {
    return apart('they are on different leaderboards');
  }
  return success({ entries });
}

const pairsOf = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

async function comparePair(
  a: BoardEntry,
  b: BoardEntry,
  metric: BoardMetric,
  loaders: Loaders,
): Promise<ComparedPair | null> {
  const [one, other] = [a.scores[metric], b.scores[metric]];
  if (!one || !other) return null;
  const difference = one.mean - other.mean;
  const [ofA, ofB] = await Promise.all(
    [a, b].map(async ({ evaluationId }) =>
      (await loaders.replicates.must(evaluationId)).find((row) => row.metric === metric),
    ),
  );
  // Results of different protocols or test sets may share neither draws nor numbers of them.
  if (!ofA || !ofB || ofA.values.length !== ofB.values.length) {
    return { a, b, metric, difference, interval: null, verdict: null };
  }
  const { low, high, verdict } = pairedDifference(ofA.values, ofB.values);
  return { a, b, metric, difference, interval: { low, high }, verdict: verdicts[verdict] };
}

/** Every pair of the entries by every metric that both have, or by one. */
export async function comparePairs(
  { entries }: Comparison,
  metric: BoardMetric | null,
  loaders: Loaders,
): Promise<ComparedPair[]> {
  const asked = metric === null ? boardMetrics : [metric];
  const pairs = await Promise.all(
    pairsOf(entries).flatMap(([a, b]) => asked.map((one) => comparePair(a, b, one, loaders))),
  );
  return pairs.filter((pair) => pair !== null);
}
