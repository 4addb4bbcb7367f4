import type { Steps } from '../cooperative.ts';

/** The groups of each image on both sides, and how many images each group has. */
export interface Pairs {
  readonly row: Int32Array;
  readonly col: Int32Array;
  readonly rows: number;
  readonly cols: number;
  readonly rowSums: Float64Array;
  readonly colSums: Float64Array;
}

/** The cells of a contingency table that are not zero, by row, then by column. */
export interface Cells {
  readonly cellRow: Int32Array;
  readonly cellCol: Int32Array;
  readonly cellCount: Float64Array;
}

/** Counts in a table with its zeros: time and memory grow with rows × cols. */
export function* countInTable({ row, col, rows, cols }: Pairs): Steps<Cells> {
  const counts = new Int32Array(rows * cols);
  for (let i = 0; i < row.length; i++) {
    const at = (row[i] as number) * cols + (col[i] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  yield;
  let cells = 0;
  for (let at = 0; at < counts.length; at++) cells += counts[at] === 0 ? 0 : 1;
  yield;
  const cellRow = new Int32Array(cells);
  const cellCol = new Int32Array(cells);
  const cellCount = new Float64Array(cells);
  let cell = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const count = counts[r * cols + c] as number;
      if (count === 0) continue;
      cellRow[cell] = r;
      cellCol[cell] = c;
      cellCount[cell] = count;
      cell += 1;
    }
  }
  return { cellRow, cellCol, cellCount };
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

/** Counts images sorted by their pair: time and memory grow with images + rows + cols. */
export function countInOrder({ row, col, rowSums, colSums }: Pairs): Cells {
  const images = new Int32Array(row.length);
  for (let i = 0; i < images.length; i++) images[i] = i;
  const order = sortByGroup(sortByGroup(images, col, colSums), row, rowSums);
  const cellRow = new Int32Array(order.length);
  const cellCol = new Int32Array(order.length);
  const cellCount = new Float64Array(order.length);
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
    cellRow: cellRow.slice(0, cells),
    cellCol: cellCol.slice(0, cells),
    cellCount: cellCount.slice(0, cells),
  };
}
