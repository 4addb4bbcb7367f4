import { isFileHeading } from '@clusterboard/datasets/list-columns';
import type { IdColumn } from './label-list.ts';

/** How two columns of ids stand to each other. */
export type IdMatch =
  | { readonly kind: 'aligned' }
  /** For each row of the first list the row of the other one. */
  | { readonly kind: 'joined'; readonly order: Int32Array }
  /** A mere row number says nothing about names. */
  | { readonly kind: 'unrelated' }
  | { readonly kind: 'different' };

/** The same file may be named with its folders or without, and without its ending. */
const spellings: readonly ((id: string) => string)[] = [
  (id) => id.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, ''),
  (id) => id.normalize('NFC').replace(/^.*[\\/]/, ''),
  (id) =>
    id
      .normalize('NFC')
      .replace(/^.*[\\/]/, '')
      .replace(/\.\w{1,5}$/, ''),
];

function rowsByName(ids: readonly string[]): Map<string, number> | null {
  const rows = new Map(ids.map((id, row) => [id, row]));
  return rows.size === ids.length ? rows : null;
}

function join(one: readonly string[], other: readonly string[]): Int32Array | null {
  if (one.length !== other.length || rowsByName(one) === null) return null;
  const rows = rowsByName(other);
  if (rows === null) return null;
  const order = Int32Array.from(one, (id) => rows.get(id) ?? -1);
  return order.includes(-1) ? null : order;
}

const isInteger = (id: string): boolean => /^\d+$/.test(id);

/** Row numbers from 0 or 1, as data frames and spreadsheets put them before rows. */
function countsRows(ids: readonly string[]): boolean {
  const start = ids[0] === '1' ? 1 : 0;
  return ids.every((id, row) => id === String(row + start));
}

function countsOnly(one: readonly string[], other: readonly string[]): boolean {
  if (countsRows(one)) return countsRows(other) || !other.some(isInteger);
  return countsRows(other) && !one.some(isInteger);
}

function matchColumns({ values: one }: IdColumn, { values: other }: IdColumn): IdMatch {
  for (const spell of spellings) {
    const [ids, others] = [one.map(spell), other.map(spell)];
    if (ids.length === others.length && ids.every((id, row) => id === others[row]))
      return { kind: 'aligned' };
    const order = join(ids, others);
    if (order !== null) return { kind: 'joined', order };
  }
  return { kind: countsOnly(one, other) ? 'unrelated' : 'different' };
}

export interface MatchedIds {
  readonly match: IdMatch;
  readonly one: IdColumn;
  readonly other: IdColumn;
}

const sameHeading = (one: IdColumn, other: IdColumn): boolean =>
  one.heading.toLowerCase() === other.heading.toLowerCase();

/** Files before other ids, and columns of the same heading before others; those of different kinds last. */
function closeness(one: IdColumn, other: IdColumn): number {
  const files = isFileHeading(one.heading) && isFileHeading(other.heading);
  return (files ? 0 : 2) + (sameHeading(one, other) ? 0 : 1);
}

/** What the ids of two lists say about their rows; null where they say nothing. */
export function matchIds(ones: readonly IdColumn[], others: readonly IdColumn[]): MatchedIds | null {
  const pairs = ones
    .flatMap((one) => others.map((other) => ({ one, other })))
    .sort((a, b) => closeness(a.one, a.other) - closeness(b.one, b.other));
  for (const { one, other } of pairs) {
    const match = matchColumns(one, other);
    if (match.kind !== 'unrelated') return { match, one, other };
  }
  return null;
}
