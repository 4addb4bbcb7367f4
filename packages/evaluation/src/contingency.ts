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

/** Stable counting sort of `order` by the group of each image. */
function sortByGroup(order: Int32Array, indices: Int32Array, sums: Float64Array): Int32Array {
  const next = new Int32Array(sums.length);
  for (let group = 1; group < sums.length; group++) {
    next[group] = (next[group - 1] as number) + (sums[group - 1] as number);
  }
  const sorted = new Int32Array(order.length);
  for (const image of order) {
    const group = indices[image] as number;
    const slot = next[group] as number;
    sorted[slot] = image;
    next[group] = slot + 1;
  }
  return sorted;
}

/**
 * Counts how often each pair of groups meets. `size` fixes the number of groups on either side
 * (clusters and classes without images included); without it they are the largest label plus one.
 *
 * Throws a RangeError when there are no images, the lengths differ or a label is not a group's index.
 */
export function contingencyTable(
  rowLabels: Labels,
  colLabels: Labels,
  size: { readonly rows?: number; readonly cols?: number } = {},
): Contingency {
  const total = rowLabels.length;
  if (total === 0) throw new RangeError('a contingency table of no images');
  if (total > maxImages) throw new RangeError(`${total} images; at most ${maxImages} are counted exactly`);
  if (colLabels.length !== total) {
    throw new RangeError(`${total} labels on one side and ${colLabels.length} on the other`);
  }
  const row = groupIndices(rowLabels, 'row');
  const col = groupIndices(colLabels, 'column');
  const rows = groupCount(row, size.rows, 'row');
  const cols = groupCount(col, size.cols, 'column');
  const rowSums = tally(row, rows);
  const colSums = tally(col, cols);

  const images = new Int32Array(total);
  for (let i = 0; i < total; i++) images[i] = i;
  const order = sortByGroup(sortByGroup(images, col, colSums), row, rowSums);

  const cellRow = new Int32Array(total);
  const cellCol = new Int32Array(total);
  const cellCount = new Float64Array(total);
  let cells = 0;
  for (const image of order) {
    const r = row[image] as number;
    const c = col[image] as number;
    if (cells === 0 || cellRow[cells - 1] !== r || cellCol[cells - 1] !== c) {
      cellRow[cells] = r;
      cellCol[cells] = c;
      cells += 1;
    }
    cellCount[cells - 1] = (cellCount[cells - 1] as number) + 1;
  }
  return {
    rows,
    cols,
    total,
    rowSums,
    colSums,
    cellRow: cellRow.slice(0, cells),
    cellCol: cellCol.slice(0, cells),
    cellCount: cellCount.slice(0, cells),
  };
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
