import type { ExportedEntry } from '@clusterboard/core';
import { boardColumns, type Cell } from './board-columns.ts';

/** Text that a spreadsheet would run as a formula; its full-width forms count too. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]|^[\t\r\n]/;

/** An apostrophe in front keeps a spreadsheet from running text that strangers wrote. */
const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A cell of RFC 4180; numbers in the fewest digits that give the same number back. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' ? quoted(harmless(cell)) : String(cell);
}

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A board as CSV (RFC 4180), with a header. */
export async function* boardAsCsv(pages: AsyncIterable<readonly ExportedEntry[]>): AsyncGenerator<string> {
  yield line(boardColumns.map(({ name }) => name));
  for await (const page of pages) {
    yield page.map((entry) => line(boardColumns.map(({ value }) => value(entry)))).join('');
  }
}
