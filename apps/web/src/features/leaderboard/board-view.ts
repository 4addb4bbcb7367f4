import type { Route } from 'next';
import { type Metric, metrics } from '../figures/metrics.ts';

export type Direction = 'ASC' | 'DESC';

/** What a board's URL says: its order, its search and the page it is turned to. */
export interface BoardView {
  readonly metric: Metric;
  readonly direction: Direction;
  readonly search: string;
  readonly after: string | null;
  readonly before: string | null;
}

export const pageSize = 50;
const longestSearch = 100;

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.replace(/\p{Cc}/gu, ' ').trim() ?? '';

/** Reads a board's URL. What it does not know it passes over, so an old link still shows a board. */
export function parseBoardView(params: SearchParams): BoardView {
  const order = first(params.order).toUpperCase();
  const after = first(params.after) || null;
  return {
    metric: metrics.find((metric) => metric === order) ?? 'ACC',
    direction: first(params.direction).toLowerCase() === 'asc' ? 'ASC' : 'DESC',
    search: first(params.q).slice(0, longestSearch),
    after,
    before: after === null ? first(params.before) || null : null,
  };
}

/** The URL of a view. Defaults are left out, so that one view has one address. */
export function boardHref(slug: string, view: Partial<BoardView>): Route {
  const params = new URLSearchParams();
  if (view.metric && view.metric !== 'ACC') params.set('order', view.metric.toLowerCase());
  if (view.direction === 'ASC') params.set('direction', 'asc');
  if (view.search) params.set('q', view.search);
  if (view.after) params.set('after', view.after);
  else if (view.before) params.set('before', view.before);
  const query = params.toString();
  return `/benchmarks/${encodeURIComponent(slug)}${query === '' ? '' : `?${query}`}` as Route;
}

/** The view that a click on a metric's header leads to: best first, then the other way round. */
export function orderedBy(view: BoardView, metric: Metric): BoardView {
  const turned = view.metric === metric && view.direction === 'DESC';
  return { ...view, metric, direction: turned ? 'ASC' : 'DESC', after: null, before: null };
}
