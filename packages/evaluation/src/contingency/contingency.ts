import { finish, type Steps } from '../cooperative.ts';
import { countInOrder, countInTable } from './count-cells.ts';

/** Class or cluster indices, one per image: whole numbers from 0. */
export type Labels = ArrayLike<number>;

/**
 * The contingency table of two labellings of the same images, kept as its non-zero cells: it stays
 * small even where both sides have as many groups as there are images. Cells are ordered by row,
 * then by column, so that equal tables are equal bit for bit whatever the order of the images.
 */
export interface Contingency {
  readonly rows: number;
  readonly cols: number;
  /** Number of images. */
  readonly total: number;
  /** [rows]; 0 for a group without images. */
  readonly rowSums: Float64Array;
  /** [cols]; 0 for a group without images. */
  readonly colSums: Float64Array;
  readonly cellRow: Int32Array;
  readonly cellCol: Int32Array;
  readonly cellCount: Float64Array;
}

// Squares of counts are summed in float64: n² < 2^53 keeps them exact.
const maxImages = 2 ** 26;
const maxGroups = 2 ** 24;

/** Cells up to which a table with its zeros is cheaper than sorting the images. */
const denseLimit = (images: number): number => 4 * images + 2 ** 16;

function groupIndices(labels: Labels, side: string): Int32Array {
  const indices = new Int32Array(labels);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index !== labels[i] || index < 0 || index >= maxGroups) {
      throw new RangeError(`${side} label ${i} is ${labels[i]}: not a whole number in 0 … ${maxGroups - 1}`);
    }
  }
  return indices;
}

function groupCount(indices: Int32Array, atLeast: number | undefined, side: string): number {
  let count = 0;
  for (const index of indices) if (index >= count) count = index + 1;
  if (atLeast === undefined) return count;
  if (count > atLeast) throw new RangeError(`${side} label ${count - 1} is outside 0 … ${atLeast - 1}`);
  return atLeast;
}

function tally(indices: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (const index of indices) sums[index] = (sums[index] as number) + 1;
  return sums;
}

export interface TableSize {
  readonly rows?: number;
  readonly cols?: number;
}

/**
 * Counts how often each pair of groups meets. `size` fixes the number of groups on either side
 * (clusters and classes without images included); without it they are the largest label plus one.
 *
 * Throws a RangeError when there are no images, the lengths differ or a label is not a group's index.
 */
export const contingencyTable = (rowLabels: Labels, colLabels: Labels, size: TableSize = {}): Contingency =>
  finish(contingencySteps(rowLabels, colLabels, size));

/** {@link contingencyTable}, with pauses. */
export function* contingencySteps(
  rowLabels: Labels,
  colLabels: Labels,
  size: TableSize = {},
): Steps<Contingency> {
  const total = rowLabels.length;
  if (total === 0) throw new RangeError('a contingency table of no images');
  if (total > maxImages) throw new RangeError(`${total} images; at most ${maxImages} are counted exactly`);
  if (colLabels.length !== total) {
    throw new RangeError(`${total} labels on one side and ${colLabels.length} on the other`);
  }
  const row = groupIndices(rowLabels, 'row');
  yield;
  const col = groupIndices(colLabels, 'column');
  yield;
  const rows = groupCount(row, size.rows, 'row');
  const cols = groupCount(col, size.cols, 'column');
  const rowSums = tally(row, rows);
  const colSums = tally(col, cols);
  yield;
  const pairs = { row, col, rows, cols, rowSums, colSums };
  const cells = rows * cols <= denseLimit(total) ? yield* countInTable(pairs) : countInOrder(pairs);
  yield;
  return { rows, cols, total, rowSums, colSums, ...cells };
}

/** The whole table, zeros included: row-major [rows, cols]. */
export function denseCounts({ rows, cols, cellRow, cellCol, cellCount }: Contingency): Float64Array {
  const counts = new Float64Array(rows * cols);
  for (let i = 0; i < cellCount.length; i++) {
    counts[(cellRow[i] as number) * cols + (cellCol[i] as number)] = cellCount[i] as number;
  }
  return counts;
}

const groupsWithImages = (sums: Float64Array): number => sums.reduce((n, sum) => n + (sum > 0 ? 1 : 0), 0);

/** Whether either side puts all images into one group: it tells nothing about the other. */
export const hasOneGroup = (table: Contingency): boolean =>
  groupsWithImages(table.rowSums) === 1 || groupsWithImages(table.colSums) === 1;

/** Whether both sides group the images alike, names apart. */
export const isSamePartition = (table: Contingency): boolean =>
  groupsWithImages(table.rowSums) === table.cellCount.length &&
  groupsWithImages(table.colSums) === table.cellCount.length;
