import type { Contingency } from '../contingency/contingency.ts';
import { finish, type Steps } from '../cooperative.ts';
import { classChances, type ExchangeableGroups } from './exchangeable-clusters.ts';
import { assignPairsSteps } from './linear-assignment.ts';
import type { WeightedPairs } from './weighted-pairs.ts';

/** The class of each cluster: [clusters]. */
export type Matching = Int32Array;

/** The matching behind each accuracy. */
export interface Matchings
  extends Readonly<Record<'acc' | 'accTrainMajority' | 'accTestAssignment' | 'accTestMajority', Matching>> {
  /** Which clusters share the classes that `acc` matched them to. */
  readonly exchangeable: ExchangeableGroups;
}

/** The most frequent class of each cluster, ties to the lowest; class 0 for an empty cluster. */
export function matchByMajority({ rows, cellRow, cellCol, cellCount }: Contingency): Matching {
  const matching = new Int32Array(rows);
  const most = new Float64Array(rows);
  for (let i = 0; i < cellCount.length; i++) {
    const cluster = cellRow[i] as number;
    const count = cellCount[i] as number;
    if (count > (most[cluster] as number)) {
      most[cluster] = count;
      matching[cluster] = cellCol[i] as number;
    }
  }
  return matching;
}

/** The rows of a table in another order. */
interface OrderedClusters {
  /** The cluster in each place. */
  readonly order: Int32Array;
  readonly pairs: WeightedPairs;
  readonly exchangeable: ExchangeableGroups;
}

function rowStarts({ rows, cellRow }: Contingency): Int32Array {
  const start = new Int32Array(rows + 1);
  for (const row of cellRow) start[row + 1] = (start[row + 1] as number) + 1;
  for (let row = 0; row < rows; row++) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  return start;
}

/** Clusters by their row of counts, largest first: an order that does not depend on their names. */
function* orderByContent(table: Contingency): Steps<OrderedClusters> {
  const { rows, cols, cellCol, cellCount } = table;
  const start = rowStarts(table);
  const startOf = (row: number): number => start[row] as number;
  /** Rows differ where one has a count that is larger, or that the other has only in a later column. */
  const compare = (a: number, b: number): number => {
    for (let i = startOf(a), j = startOf(b); ; i++, j++) {
      const [aEnds, bEnds] = [i === startOf(a + 1), j === startOf(b + 1)];
      if (aEnds || bEnds) return Number(aEnds) - Number(bEnds);
      const [aCol, bCol] = [cellCol[i] as number, cellCol[j] as number];
      if (aCol !== bCol) return aCol - bCol;
      const difference = (cellCount[j] as number) - (cellCount[i] as number);
      if (difference !== 0) return difference;
    }
  };
  const order = Int32Array.from({ length: rows }, (_, cluster) => cluster);
  order.sort((a, b) => compare(a, b) || a - b);
  yield;
  const exchangeable = new Int32Array(rows);
  const rowStart = new Int32Array(rows + 1);
  const pairCol = new Int32Array(cellCol.length);
  const pairWeight = new Float64Array(cellCol.length);
  let group = 0;
  for (const [place, cluster] of order.entries()) {
    const at = rowStart[place] as number;
    pairCol.set(cellCol.subarray(startOf(cluster), startOf(cluster + 1)), at);
    pairWeight.set(cellCount.subarray(startOf(cluster), startOf(cluster + 1)), at);
    rowStart[place + 1] = at + startOf(cluster + 1) - startOf(cluster);
    if (place > 0 && compare(order[place - 1] as number, cluster) !== 0) group += 1;
    exchangeable[cluster] = group;
  }
  return { order, exchangeable, pairs: { rows, cols, rowStart, pairCol, pairWeight } };
}

/** A matching, and the clusters that could exchange their classes. */
export interface TiedMatching {
  readonly matching: Matching;
  readonly exchangeable: ExchangeableGroups;
}

/**
 * One class for each cluster such that as many images as possible agree, no class given twice.
 * Clusters left over, where there are more of them than classes, take their majority class. Of clusters that
 * are exchangeable the first by name takes the lowest class.
 *
 * @param table clusters in rows, classes in columns.
 */
export const matchByAssignment = (table: Contingency): Matching =>
  finish(matchByAssignmentSteps(table)).matching;

/** {@link matchByAssignment}, with pauses. */
export function* matchByAssignmentSteps(table: Contingency): Steps<TiedMatching> {
  const { order, pairs, exchangeable } = yield* orderByContent(table);
  yield;
  const assigned = yield* assignPairsSteps(pairs);
  const matching = matchByMajority(table);
  for (const [place, cluster] of order.entries()) {
    const assignedClass = assigned[place] as number;
    if (assignedClass !== -1) matching[cluster] = assignedClass;
  }
  return { matching, exchangeable };
}

/**
 * Share of images whose cluster is matched to their class, in [0, 1]. With `exchangeable`, the mean over all ways to
 * deal out the classes of exchangeable clusters among them, which does not depend on their names.
 */
export function accuracy(
  { total, cellRow, cellCol, cellCount }: Contingency,
  matching: ArrayLike<number>,
  exchangeable: ExchangeableGroups = Int32Array.from(matching, (_, cluster) => cluster),
): number {
  const chanceOf = classChances(matching, exchangeable);
  // Whole numbers by the size of the group: their sums are the same in any order of the clusters.
  const hits = new Map<number, number>();
  for (let i = 0; i < cellCount.length; i++) {
    const { among, matched } = chanceOf(cellRow[i] as number, cellCol[i] as number);
    hits.set(among, (hits.get(among) ?? 0) + matched * (cellCount[i] as number));
  }
  const bySize = [...hits].sort(([a], [b]) => a - b);
  return bySize.reduce((sum, [among, count]) => sum + count / among, 0) / total;
}
