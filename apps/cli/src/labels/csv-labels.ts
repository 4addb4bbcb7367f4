import { ListRefusal } from '@clusterboard/datasets/decode-text';
import {
  findUnnamedLabel,
  isFileHeading,
  isIdHeading,
  isLabelHeading,
  labelIn,
} from '@clusterboard/datasets/list-columns';
import { type ListRows, readListRows } from '@clusterboard/datasets/list-rows';
import { type IdColumn, isNumeral, numbersIfAll, type ReadLabels } from './label-list.ts';

type Rows = ListRows['rows'];

/** Whether a word stands over numbers: then it is no label, whatever it says. */
const standsOverNumbers = (cells: readonly string[]): boolean =>
  cells.length > 1 && !isNumeral(cells[0] ?? '') && cells.slice(1).every(isNumeral);

function checkWidths({ rows, lines }: ListRows): void {
  const columns = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== columns);
  if (odd === -1) return;
  throw new ListRefusal(`line ${lines[odd]} has ${rows[odd]?.length} columns where the first has ${columns}`);
}

const columnOf = (rows: Rows, column: number): string[] => rows.map((row) => row[column] ?? '');

/** Files are the surest names of images; the unnamed first column is the index of a data frame. */
function rankOf(heading: string, column: number): number {
  if (isFileHeading(heading)) return 0;
  if (isIdHeading(heading)) return 1;
  return heading === '' && column === 0 ? 2 : -1;
}

/** Columns whose heading says that they name images, and that name each once or call themselves files. */
function idColumns(rows: Rows, labelColumn: number): IdColumn[] {
  const [headings = [], ...below] = rows;
  return headings
    .map((heading, column) => ({
      heading,
      column,
      rank: column === labelColumn ? -1 : rankOf(heading, column),
    }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ heading, column, rank }) => ({ heading, rank, values: columnOf(below, column) }))
    .filter(({ rank, values }) => rank === 0 || new Set(values).size === values.length)
    .map(({ heading, values }) => ({ heading, values }));
}

function checkFilled(labels: readonly string[], lines: readonly number[]): void {
  const empty = labels.indexOf('');
  if (empty !== -1) throw new ListRefusal(`the label of image ${empty} is empty (line ${lines[empty]})`);
}

/** Lines of an image file and its label, as caffe takes them. */
function fromImageList({ rows, lines, blankLines }: ListRows): ReadLabels {
  return {
    labels: numbersIfAll(columnOf(rows, 1)),
    ids: [{ heading: 'path', values: columnOf(rows, 0) }],
    lines,
    blankLines,
  };
}

/** The labels of a list whose headings name the images, and of whose other columns no heading is known. */
function fromUnnamedColumns(list: ListRows): ReadLabels | null {
  const [first = [], ...below] = list.rows;
  const id = first.findIndex(isIdHeading);
  const label = id === -1 ? null : findUnnamedLabel(list.rows, [id]);
  if (label === null) return null;
  const labels = below.map((row) => labelIn(row, label));
  const lines = list.lines.slice(1);
  checkFilled(labels, lines);
  const ids = idColumns(list.rows, typeof label === 'number' ? label : -1);
  return { labels: numbersIfAll(labels), ids, lines, blankLines: list.blankLines };
}

/**
 * The only column, or the one whose first line calls it labels, classes or clusters; `onHeading` is told what
 * was taken for no label therefore.
 *
 * @throws ListRefusal
 */
export function fromCsv(bytes: Uint8Array, onHeading: (word: string) => void): ReadLabels {
  const list = readListRows(bytes);
  if (list.isImageList) return fromImageList(list);
  checkWidths(list);
  const { rows, lines, blankLines } = list;
  const [first = []] = rows;
  // A word that comes again below is a class.
  const named = first.findIndex(
    (cell, column) => isLabelHeading(cell) && columnOf(rows, column).lastIndexOf(cell) === 0,
  );
  if (named === -1 && first.length > 1) {
    const unnamed = fromUnnamedColumns(list);
    if (unnamed !== null) {
      onHeading(first.join(', '));
      return unnamed;
    }
    throw new ListRefusal('it has several columns, and none is headed “label”, “class” or “cluster”');
  }
  const column = Math.max(0, named);
  const cells = columnOf(rows, column);
  const headed = named !== -1 || standsOverNumbers(cells);
  if (headed) onHeading(cells[0] ?? '');
  const labels = headed ? cells.slice(1) : cells;
  const labelLines = headed ? lines.slice(1) : lines;
  checkFilled(labels, labelLines);
  return {
    labels: numbersIfAll(labels),
    ids: headed ? idColumns(rows, column) : [],
    lines: labelLines,
    blankLines: blankLines.filter((line) => line > (labelLines[0] ?? 0)),
  };
}
