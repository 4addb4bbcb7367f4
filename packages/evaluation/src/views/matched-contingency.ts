import type { Contingency } from '../contingency/contingency.ts';

/**
 * Classes in rows, clusters in columns, the clusters ordered by the class that they were matched to:
 * where clusters are classes, the counts stand on the diagonal.
 */
export interface MatchedContingency {
  readonly classes: number;
  /** The cluster of each column: by matched class, then largest first, then by index. */
  readonly clusters: number[];
  /** The class that the cluster of each column was matched to. */
  readonly matched: number[];
  /** The cells that are not zero, by class, then by column: three lists of one length. */
  readonly cellClass: number[];
  readonly cellColumn: number[];
  readonly cellCount: number[];
}

/**
 * @param table clusters in rows, classes in columns, of the test images
 * @param matching the class of each cluster
 */
export function matchedContingency(table: Contingency, matching: ArrayLike<number>): MatchedContingency {
  const { rows, cols, rowSums, cellRow, cellCol, cellCount } = table;
  const classOf = (cluster: number): number => matching[cluster] as number;
  const sizeOf = (cluster: number): number => rowSums[cluster] as number;
  const clusters = Array.from({ length: rows }, (_, cluster) => cluster).sort(
    (a, b) => classOf(a) - classOf(b) || sizeOf(b) - sizeOf(a) || a - b,
  );
  const columnOf = new Int32Array(rows);
  for (const [column, cluster] of clusters.entries()) columnOf[cluster] = column;
  const cells = Array.from(cellCount, (count, i) => ({
    of: cellCol[i] as number,
    column: columnOf[cellRow[i] as number] as number,
    count,
  })).sort((a, b) => a.of - b.of || a.column - b.column);
  return {
    classes: cols,
    clusters,
    matched: clusters.map(classOf),
    cellClass: cells.map((cell) => cell.of),
    cellColumn: cells.map((cell) => cell.column),
    cellCount: cells.map((cell) => cell.count),
  };
}
