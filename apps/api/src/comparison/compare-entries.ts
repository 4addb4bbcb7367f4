import {
  type BoardEntry,
  type BoardMetric,
  boardMetrics,
  type Database,
  type EvaluationReplicates,
  entriesOf,
  replicatesOf,
} from '@clusterboard/core';
import { pairedDifference } from '@clusterboard/evaluation';
import { type Problem, problem, type Result, success } from '@clusterboard/problems';
import { isPostgresText } from '../platform/postgres-text.ts';

export interface Comparison {
  readonly entries: readonly BoardEntry[];
  /** Of all entries; read once, when an interval is requested. */
  readonly replicates: () => Promise<readonly EvaluationReplicates[]>;
}

/** Two entries by one metric. */
export interface ComparedPair {
  readonly a: BoardEntry;
  readonly b: BoardEntry;
  readonly metric: BoardMetric;
  /** First score minus second. */
  readonly difference: number;
  /** Of the difference; null if one of them has no replicates. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly verdict: ComparisonVerdict | null;
}

export type ComparisonVerdict = 'A_BETTER' | 'B_BETTER' | 'CANNOT_TELL';

const verdicts = { better: 'A_BETTER', worse: 'B_BETTER', undecided: 'CANNOT_TELL' } as const;

export const maxCompared = 4;

const refuse = (found: Problem): Result<never> => ({ ok: false, problem: found });

/** Two to four different entries of one benchmark, in the requested order. */
export async function compare(ids: readonly string[], database: Database): Promise<Result<Comparison>> {
  const reject = (reason: string) => refuse(problem('ENTRIES_NOT_COMPARABLE', { reason }));
  if (ids.length < 2 || ids.length > maxCompared)
    return reject(ids.length === 1 ? 'only one was given' : `${ids.length} were given`);
  if (new Set(ids).size < ids.length) return reject('one is given twice');
  const entries: BoardEntry[] = [];
  const found = await entriesOf(database, ids.filter(isPostgresText));
  for (const id of ids) {
    const entry = found.find(({ submissionId }) => submissionId === id);
    if (!entry) return refuse(problem('ENTRY_NOT_FOUND', { id: id.slice(0, 80) }));
    entries.push(entry);
  }
  if (new Set(entries.map(({ benchmarkId }) => benchmarkId)).size > 1) {
    return reject('they are on different leaderboards');
  }
  let replicates: Promise<readonly EvaluationReplicates[]> | undefined;
  return success({
    entries,
    replicates: () => {
      replicates ??= replicatesOf(
        database,
        entries.map(({ evaluationId }) => evaluationId),
      );
      return replicates;
    },
  });
}

const pairsOf = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

async function comparePair(
  a: BoardEntry,
  b: BoardEntry,
  metric: BoardMetric,
  replicates: Comparison['replicates'],
): Promise<ComparedPair | null> {
  const [one, other] = [a.scores[metric], b.scores[metric]];
  if (!one || !other) return null;
  const difference = one.mean - other.mean;
  const rows = await replicates();
  const [ofA, ofB] = [a, b].map(({ evaluationId }) =>
    rows.find((row) => row.evaluationId === evaluationId && row.metric === metric),
  );
  // Results of different protocols or test sets may have different draws, or numbers of draws.
  if (!ofA || !ofB || ofA.values.length !== ofB.values.length) {
    return { a, b, metric, difference, interval: null, verdict: null };
  }
  const { low, high, verdict } = pairedDifference(ofA.values, ofB.values);
  return { a, b, metric, difference, interval: { low, high }, verdict: verdicts[verdict] };
}

/** All pairs of the entries, by every metric that both have or by one. */
export async function comparePairs(
  { entries, replicates }: Comparison,
  metric: BoardMetric | null,
): Promise<ComparedPair[]> {
  const metrics = metric === null ? boardMetrics : [metric];
  const pairs = await Promise.all(
    pairsOf(entries).flatMap(([a, b]) => metrics.map((one) => comparePair(a, b, one, replicates))),
  );
  return pairs.filter((pair) => pair !== null);
}
