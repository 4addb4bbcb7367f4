import { formatCount, formatWhole } from '../../formatting/format.ts';

/** Where entries come from: somebody sent them in, or they come with the site. As a URL says it. */
const entryKinds = ['submitted', 'baseline'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Conditions on the entries shown; null for no condition. */
export interface BoardFilter {
  readonly minParameters: number | null;
  readonly maxParameters: number | null;
  readonly minDimension: number | null;
  readonly maxDimension: number | null;
  /** A day, as "2026-11-23"; entries from its beginning on (UTC). */
  readonly since: string | null;
  /** A day; entries to its end (UTC). */
  readonly until: string | null;
  readonly kind: EntryKind | null;
}

export const noFilter: BoardFilter = {
  minParameters: null,
  maxParameters: null,
  minDimension: null,
  maxDimension: null,
  since: null,
  until: null,
  kind: null,
};

/** The parameters of the URL that hold a filter. */
export const filterParameters = {
  minParameters: 'parameters-from',
  maxParameters: 'parameters-to',
  minDimension: 'dimension-from',
  maxDimension: 'dimension-to',
  since: 'since',
  until: 'until',
  kind: 'kind',
} as const satisfies Record<keyof BoardFilter, string>;

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 };

/** A count as a form may send it; capitals are named, because a field's pattern knows no case. */
export const countPattern = String.raw`\s*(\d{1,12}(?:\.\d{1,6})?)\s*([kmgbKMGB]?)\s*`;
const wholeCount = new RegExp(`^${countPattern}$`);

/** "5M" and "129.6 k" as people write counts; null for what is none. */
export function parseCount(text: string): number | null {
  const [, figure, unit = ''] = wholeCount.exec(text) ?? [];
  if (figure === undefined) return null;
  const count = Math.round(Number(figure) * (units[unit.toLowerCase()] ?? 1));
  return Number.isSafeInteger(count) ? count : null;
}

/** "2026-11-23" where it names a day that there is; the API has no year 0. */
export function parseDay(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

const parseKind = (text: string): EntryKind | null =>
  entryKinds.find((kind) => kind === text.toLowerCase()) ?? null;

/** The API refuses a range whose ends are the wrong way round; people mean what lies between them. */
const inOrder = <End extends string | number>(one: End | null, other: End | null) =>
  one !== null && other !== null && one > other ? ([other, one] as const) : ([one, other] as const);

/** Reads a filter from the parameters of a URL; what cannot be read is no condition. */
export function parseFilter(textOf: (name: string) => string): BoardFilter {
  const count = (key: keyof BoardFilter) => parseCount(textOf(filterParameters[key]));
  const day = (key: keyof BoardFilter) => parseDay(textOf(filterParameters[key]));
  const [minParameters, maxParameters] = inOrder(count('minParameters'), count('maxParameters'));
  const [minDimension, maxDimension] = inOrder(count('minDimension'), count('maxDimension'));
  const [since, until] = inOrder(day('since'), day('until'));
  const kind = parseKind(textOf(filterParameters.kind));
  return { minParameters, maxParameters, minDimension, maxDimension, since, until, kind };
}

export const writeFilter = (filter: BoardFilter): [name: string, value: string | null][] =>
  (Object.keys(filterParameters) as (keyof BoardFilter)[]).map((key) => [
    filterParameters[key],
    filter[key] === null ? null : String(filter[key]),
  ]);

const range = (min: number | null, max: number | null, format: (count: number) => string, unit: string) => {
  if (min !== null && max !== null) return [`with ${format(min)} to ${format(max)} ${unit}`];
  if (min !== null) return [`with at least ${format(min)} ${unit}`];
  return max === null ? [] : [`with at most ${format(max)} ${unit}`];
};

const kindWords = { submitted: 'submitted by users', baseline: 'that are baselines' } as const;

/** The conditions of a filter in words that go on from “entries”. */
export function describeFilter(filter: BoardFilter): string[] {
  const { since, until, kind } = filter;
  return [
    ...(kind ? [kindWords[kind]] : []),
    ...range(filter.minParameters, filter.maxParameters, formatCount, 'parameters'),
    ...range(filter.minDimension, filter.maxDimension, formatWhole, 'dimensions'),
    ...(since ? [`published from ${since}`] : []),
    ...(until ? [`published until ${until}`] : []),
  ];
}

const bounds = <Value>(min: Value | null, max: Value | null) =>
  min === null && max === null ? null : { min, max };

/** The end of a day, to the millisecond that the API keeps. */
export const endOfDay = (day: string): string => `${day}T23:59:59.999Z`;

const kindInput = { submitted: 'SUBMITTED', baseline: 'BASELINE' } as const;

/** As the API takes it; null without conditions. */
export function filterInput(filter: BoardFilter) {
  const parameters = bounds(filter.minParameters, filter.maxParameters);
  const featureDimension = bounds(filter.minDimension, filter.maxDimension);
  const publishedAt = bounds(
    filter.since && `${filter.since}T00:00:00.000Z`,
    filter.until && endOfDay(filter.until),
  );
  const kind = filter.kind && kindInput[filter.kind];
  if (!(parameters || featureDimension || publishedAt || kind)) return null;
  return { parameters, featureDimension, publishedAt, kind };
}
