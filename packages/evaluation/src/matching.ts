import { type Contingency, denseCounts } from './contingency.ts';
import { linearAssignmentSteps } from './linear-assignment.ts';
import { finish, type Steps } from './steps.ts';

/** The class of each cluster: [clusters]. */
export type Matching = Int32Array;

/** The matching behind each accuracy. */
export type Matchings = Readonly<
  Record<'acc' | 'accTrainMajority' | 'accTestAssignment' | 'accTestMajority', Matching>
>;

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

/** Clusters by their row of counts, largest first: an order that does not depend on their names. */
function clustersByContent(counts: Float64Array, rows: number, cols: number): number[] {
  const compare = (a: number, b: number): number => {
    for (let col = 0; col < cols; col++) {
      const difference = (counts[b * cols + col] as number) - (counts[a * cols + col] as number);
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return Array.from({ length: rows }, (_, cluster) => cluster).sort(compare);
}

/**
 * One class for each cluster such that as many images as possible agree, no class given twice.
 * Clusters left over, where there are more of them than classes, take their majority class.
 *
 * @param table clusters in rows, classes in columns.
 */
export const matchByAssignment = (table: Contingency): Matching => finish(matchByAssignmentSteps(table));

/** {@link matchByAssignment}, with pauses. */
export function* matchByAssignmentSteps(table: Contingency): Steps<Matching> {
  const { rows, cols } = table;
  const counts = denseCounts(table);
  yield;
  const order = clustersByContent(counts, rows, cols);
  yield;
  const ordered = new Float64Array(counts.length);
  for (const [place, cluster] of order.entries()) {
    ordered.set(counts.subarray(cluster * cols, (cluster + 1) * cols), place * cols);
  }
  yield;
  const assigned = yield* linearAssignmentSteps(ordered, rows, cols);
  const matching = matchByMajority(table);
  for (const [place, cluster] of order.entries()) {
    const assignedClass = assigned[place] as number;
    if (assignedClass !== -1) matching[cluster] = assignedClass;
  }
  return matching;
}

/** Share of images whose cluster is matched to their class, in [0, 1]. */
export function accuracy(
  { total, cellRow, cellCol, cellCount }: Contingency,
  matching: ArrayLike<number>,
): number {
  let hits = 0;
  for (let i = 0; i < cellCount.length; i++) {
    if (matching[cellRow[i] as number] === cellCol[i]) hits += cellCount[i] as number;
  }
  return hits / total;
}
