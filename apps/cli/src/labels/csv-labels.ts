import { parse } from 'csv-parse/sync';
import type { LabelList } from './label-list.ts';
import { LabelRefusal } from './label-refusal.ts';
import { isNumeral, numbersIfAll } from './numbers-if-all.ts';

const headers = /^(label|class|cluster|category|target|y)(s|es|_?id|_?name)?$/i;

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
 * The only column, or the one whose first line calls it labels, classes or clusters.
 *
 * @throws LabelRefusal
 */
export function fromCsv(text: string): LabelList {
  const rows = rowsOf(text);
  const [first = []] = rows;
  const named = first.findIndex((cell) => headers.test(cell));
  if (named === -1 && first.length > 1) {
    throw new LabelRefusal('it has several columns, and none is headed “label”, “class” or “cluster”');
  }
  const column = Math.max(0, named);
  const cells = rows.map((row) => row[column] ?? '');
  const labels = named !== -1 || standsOverNumbers(cells) ? cells.slice(1) : cells;
  const empty = labels.indexOf('');
  if (empty !== -1) throw new LabelRefusal(`the label of image ${empty} is empty`);
  return numbersIfAll(labels);
}
