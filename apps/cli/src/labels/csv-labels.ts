import { parse } from 'csv-parse/sync';
import { isNumeral, type LabelList, LabelRefusal, numbersIfAll } from './label-list.ts';

const headings =
  /^((label|class|cluster|category|target)(_?id|_?name)?|labels|classes|clusters|categories|targets|y)$/i;

/** The first line tells: commas before semicolons before tabs. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = end === -1 ? text : text.slice(0, end);
  return [',', ';', '\t'].find((delimiter) => first.includes(delimiter)) ?? ',';
}

/** A file without quotes needs no parser; millions of labels are read in a third of the time. */
function plainRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const row = line.split(delimiter).map((cell) => cell.trim());
    const columns = rows[0]?.length ?? row.length;
    if (row.length !== columns) {
      throw new LabelRefusal(`line ${index + 1} has ${row.length} columns where the first has ${columns}`);
    }
    rows.push(row);
  }
  return rows;
}

function rowsOf(text: string): string[][] {
  const delimiter = delimiterOf(text);
  if (!text.includes('"')) return plainRows(text, delimiter);
  try {
    return parse(text, { trim: true, skipEmptyLines: true, delimiter });
  } catch (error) {
    throw new LabelRefusal(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
}

/** Whether a word stands over numbers: then it is no label, whatever it says. */
const standsOverNumbers = (cells: readonly string[]): boolean =>
  cells.length > 1 && !isNumeral(cells[0] ?? '') && cells.slice(1).every(isNumeral);

/**
 * The only column, or the one whose first line calls it labels, classes or clusters; `onHeading` is told what
 * was taken for no label therefore.
 *
 * @throws LabelRefusal
 */
export function fromCsv(text: string, onHeading: (word: string) => void): LabelList {
  const rows = rowsOf(text);
  const [first = []] = rows;
  const columnOf = (column: number) => rows.map((row) => row[column] ?? '');
  // A word that comes again below is a class.
  const named = first.findIndex(
    (cell, column) => headings.test(cell) && columnOf(column).lastIndexOf(cell) === 0,
  );
  if (named === -1 && first.length > 1) {
    throw new LabelRefusal('it has several columns, and none is headed “label”, “class” or “cluster”');
  }
  const cells = columnOf(Math.max(0, named));
  const headed = named !== -1 || standsOverNumbers(cells);
  if (headed) onHeading(cells[0] ?? '');
  const labels = headed ? cells.slice(1) : cells;
  const empty = labels.indexOf('');
  if (empty !== -1) throw new LabelRefusal(`the label of image ${empty} is empty`);
  return numbersIfAll(labels);
}
