import type { ExportedEntry } from '@clusterboard/core';
import { boardColumns, type Cell } from './board-columns.ts';

// No model has 2^53 weights.
const plain = (cell: Cell) => (typeof cell === 'bigint' ? Number(cell) : cell);

const asJson = (entry: ExportedEntry): string =>
  JSON.stringify(Object.fromEntries(boardColumns.map(({ name, value }) => [name, plain(value(entry))])));

/** A leaderboard as one JSON document: metadata, then entries. */
export async function* boardAsJson(
  pages: AsyncIterable<readonly ExportedEntry[]>,
  about: { readonly benchmark: string; readonly revision: number; readonly metric: string },
): AsyncGenerator<string> {
  yield `${JSON.stringify(about).slice(0, -1)},"entries":[`;
  let separator = '\n';
  for await (const page of pages) {
    for (const entry of page) {
      yield separator + asJson(entry);
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

/** A leaderboard as one JSON object per line. */
export async function* boardAsNdjson(pages: AsyncIterable<readonly ExportedEntry[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((entry) => `${asJson(entry)}\n`).join('');
}
