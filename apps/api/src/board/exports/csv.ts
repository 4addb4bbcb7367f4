import type { ExportedEntry } from '@clusterboard/core';
import { boardColumns, type Cell } from './board-columns.ts';

/** Text that a spreadsheet would run as a formula, full-width forms included. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]|^[\t\r\n]/;

/** Prefixes formulas with an apostrophe, so that spreadsheets don't run text of submitters. */
const escapeFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A cell of RFC 4180; numbers in the fewest digits that round-trip. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' ? quoted(escapeFormula(cell)) : String(cell);
}

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A leaderboard as CSV (RFC 4180), with a header. */
export async function* boardAsCsv(pages: AsyncIterable<readonly ExportedEntry[]>): AsyncGenerator<string> {
  yield line(boardColumns.map(({ name }) => name));
  for await (const page of pages) {
    yield page.map((entry) => line(boardColumns.map(({ value }) => value(entry)))).join('');
  }
}
