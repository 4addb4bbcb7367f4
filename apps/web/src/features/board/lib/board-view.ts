import type { Route } from 'next';
import { type Metric, metricDisplay } from '../../scores/lib/metrics.ts';
import {
  type ColumnId,
  columnIds,
  type Direction,
  defaultColumns,
  defaultDirection,
  metricOf,
} from './board-columns.ts';
import {
  type BoardFilter,
  describeFilter,
  noFilter,
  parseDay,
  parseFilter,
  writeFilter,
} from './board-filter.ts';
import { firstText, type SearchParams } from './search-params.ts';

/** All that a board's URL says, so that a link shows what its sender saw. */
export interface BoardView {
  /** The column that decides the order. */
  readonly order: ColumnId;
  readonly direction: Direction;
  readonly search: string;
  readonly filter: BoardFilter;
  /** The end of a day ("2026-11-23") or a revision of the board ("12") to look back to. */
  readonly asOf: string | null;
  /** In the order of the board; never empty. */
  readonly columns: readonly ColumnId[];
  /** Entries that stay above the others, in the order in which they were pinned. */
  readonly pins: readonly string[];
  /** Entries that are chosen for comparison. */
  readonly compare: readonly string[];
  readonly after: string | null;
  readonly before: string | null;
}

export const pageSize = 50;
/** As many as a comparison has room for. */
export const maxCompared = 4;
const maxPinned = 8;
const maxSearchLength = 100;

const entryId = /^[\w-]{1,64}$/;

const list = (value: string | string[] | undefined): string[] => [...new Set(firstText(value).split(','))];

/** The ids of entries in a parameter; what cannot be one is passed over. */
export const parseEntryIds = (value: string | string[] | undefined, most: number): string[] =>
  list(value)
    .filter((id) => entryId.test(id))
    .slice(0, most);

/** The chosen columns in the board's order; the one that orders the board is always among them. */
function parseColumns(value: string | string[] | undefined, order: ColumnId): readonly ColumnId[] {
  const named = new Set(list(value));
  const chosen = columnIds.filter((id) => named.has(id));
  const shown = chosen.length === 0 ? defaultColumns : chosen;
  return columnIds.filter((id) => shown.includes(id) || id === order);
}

/** The metric that a view ranks by: that of its order, or accuracy where that is none. */
export const rankMetric = ({ order }: Pick<BoardView, 'order'>): Metric => metricOf(order) ?? 'ACC';

/** Entries that a whole board by a newer metric leaves out; 0 for a view of today's board that is narrowed down. */
export function unscoredEntries(
  view: Pick<BoardView, 'order' | 'search' | 'filter' | 'asOf'>,
  { entryCount, totalCount }: { readonly entryCount: number; readonly totalCount: number },
): number {
  const narrowed = view.search !== '' || view.asOf !== null || describeFilter(view.filter).length > 0;
  if (narrowed || metricDisplay[rankMetric(view)].inEveryResult) return 0;
  return Math.max(0, entryCount - totalCount);
}

/** The metrics that a view has columns of. */
export const shownMetrics = ({ columns }: Pick<BoardView, 'columns'>): Metric[] =>
  columns.flatMap((id) => metricOf(id) ?? []);

const parseAsOf = (text: string): string | null => (/^\d{1,9}$/.test(text) ? text : parseDay(text));

/** Reads a board's URL. What it does not know it passes over, so an old link still shows a board. */
export function parseBoardView(params: SearchParams): BoardView {
  const named = firstText(params.order).toLowerCase();
  const order = columnIds.find((id) => id === named) ?? 'acc';
  const direction = firstText(params.direction).toUpperCase();
  const after = firstText(params.after) || null;
  return {
    order,
    direction: direction === 'ASC' || direction === 'DESC' ? direction : defaultDirection(order),
    search: firstText(params.q).slice(0, maxSearchLength),
    filter: parseFilter((name) => firstText(params[name])),
    asOf: parseAsOf(firstText(params['as-of'])),
    columns: parseColumns(params.columns, order),
    pins: parseEntryIds(params.pin, maxPinned),
    compare: parseEntryIds(params.compare, maxCompared),
    after,
    before: after === null ? firstText(params.before) || null : null,
  };
}

const isUsual = (columns: readonly ColumnId[]) =>
  columns.length === defaultColumns.length && defaultColumns.every((id) => columns.includes(id));

/** The parameters of a view; defaults are left out, so that one view has one address. */
export function boardParameters(view: Partial<BoardView>): [name: string, value: string][] {
  const { order = 'acc', direction, search, filter, asOf, columns, pins, compare, after, before } = view;
  const parameters: (readonly [string, string | false | null | undefined])[] = [
    ['order', order !== 'acc' && order],
    ['direction', direction !== defaultDirection(order) && direction?.toLowerCase()],
    ['q', search],
    ...writeFilter(filter ?? noFilter),
    ['as-of', asOf],
    ['columns', columns && !isUsual(columns) && columns.join(',')],
    ['pin', pins?.join(',')],
    ['compare', compare?.join(',')],
    ['after', after],
    ['before', !after && before],
  ];
  return parameters.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

/** The URL of a view. */
export function boardHref(slug: string, view: Partial<BoardView>): Route {
  // Commas are allowed in a query (RFC 3986, section 3.4), and a link is read by people.
  const query = new URLSearchParams(boardParameters(view)).toString().replaceAll('%2C', ',');
  return `/benchmarks/${encodeURIComponent(slug)}${query === '' ? '' : `?${query}`}` as Route;
}

/** The view that a click on a header leads to: the usual end first, then the other way round. */
export function orderedBy(view: BoardView, order: ColumnId): BoardView {
  const usual = defaultDirection(order);
  const turned = view.order === order && view.direction === usual;
  const direction = turned ? (usual === 'DESC' ? 'ASC' : 'DESC') : usual;
  const shown = columnIds.filter((id) => id === order || view.columns.includes(id));
  return { ...view, order, direction, columns: shown, after: null, before: null };
}

const toggled = <Item>(items: readonly Item[], item: Item): Item[] =>
  items.includes(item) ? items.filter((other) => other !== item) : [...items, item];

/** The view with an entry pinned, or let go. The oldest pin makes room for a new one. */
export const withPin = (view: BoardView, id: string): BoardView => ({
  ...view,
  pins: toggled(view.pins, id).slice(-maxPinned),
});

/** The view with an entry chosen for comparison, or no longer; null when four are chosen already. */
export function withCompared(view: BoardView, id: string): BoardView | null {
  const compare = toggled(view.compare, id);
  return compare.length > maxCompared ? null : { ...view, compare };
}

/** The view without pins and choices that are not on its board, which would hold places that are never shown. */
export const selectingOnly = (
  view: BoardView,
  present: readonly { readonly entryId: string }[],
): BoardView => {
  const isPresent = (id: string) => present.some(({ entryId }) => entryId === id);
  return { ...view, pins: view.pins.filter(isPresent), compare: view.compare.filter(isPresent) };
};

/** The view with a column shown or hidden; null for the one that the board is ordered by. */
export function withColumn(view: BoardView, id: ColumnId): BoardView | null {
  if (id === view.order) return null;
  const shown = toggled(view.columns, id);
  return { ...view, columns: columnIds.filter((column) => shown.includes(column)) };
}

/** Where the entries are compared. */
export const compareHref = (ids: readonly string[]): Route =>
  `/compare?entries=${ids.map(encodeURIComponent).join(',')}` as Route;
