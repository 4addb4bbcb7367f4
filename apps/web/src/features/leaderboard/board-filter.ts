import { formatCount, formatWhole } from '../figures/format.ts';

/** Where entries come from: somebody sent them in, or they come with the site. As a URL says it. */
const entryKinds = ['submitted', 'baseline'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What entries must be like to be shown; what is null is not asked for. */
export interface BoardFilter {
  readonly leastParameters: number | null;
  readonly mostParameters: number | null;
  readonly leastDimension: number | null;
  readonly mostDimension: number | null;
  /** A day, as "2026-11-23"; entries from its beginning on (UTC). */
  readonly since: string | null;
  /** A day; entries to its end (UTC). */
  readonly until: string | null;
  readonly kind: EntryKind | null;
}

export const noFilter: BoardFilter = {
  leastParameters: null,
  mostParameters: null,
  leastDimension: null,
  mostDimension: null,
  since: null,
  until: null,
  kind: null,
};

/** The parameters of the URL that hold a filter. */
export const filterParameters = {
  leastParameters: 'parameters-from',
  mostParameters: 'parameters-to',
  leastDimension: 'dimension-from',
  mostDimension: 'dimension-to',
  since: 'since',
  until: 'until',
  kind: 'kind',
} as const satisfies Record<keyof BoardFilter, string>;

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 };

/** "5M" and "129.6 k" as people write counts; null for what is none. */
export function parseCount(text: string): number | null {
  const [, figure, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)\s*([kmgb]?)$/i.exec(text.trim()) ?? [];
  if (figure === undefined) return null;
  const count = Math.round(Number(figure) * (units[unit.toLowerCase()] ?? 1));
  return Number.isSafeInteger(count) ? count : null;
}

/** "2026-11-23" where it names a day that there is. */
export function parseDay(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

const parseKind = (text: string): EntryKind | null =>
  entryKinds.find((kind) => kind === text.toLowerCase()) ?? null;

/** Reads a filter from the parameters of a URL; what cannot be read is not asked for. */
export const parseFilter = (textOf: (name: string) => string): BoardFilter => ({
  leastParameters: parseCount(textOf(filterParameters.leastParameters)),
  mostParameters: parseCount(textOf(filterParameters.mostParameters)),
  leastDimension: parseCount(textOf(filterParameters.leastDimension)),
  mostDimension: parseCount(textOf(filterParameters.mostDimension)),
  since: parseDay(textOf(filterParameters.since)),
  until: parseDay(textOf(filterParameters.until)),
  kind: parseKind(textOf(filterParameters.kind)),
});

export const writeFilter = (filter: BoardFilter): [name: string, value: string | null][] =>
  (Object.keys(filterParameters) as (keyof BoardFilter)[]).map((key) => [
    filterParameters[key],
    filter[key] === null ? null : String(filter[key]),
  ]);

const range = (
  least: number | null,
  most: number | null,
  format: (count: number) => string,
  unit: string,
) => {
  if (least !== null && most !== null) return [`with ${format(least)} to ${format(most)} ${unit}`];
  if (least !== null) return [`with at least ${format(least)} ${unit}`];
  return most === null ? [] : [`with at most ${format(most)} ${unit}`];
};

const kindWords = { submitted: 'that were submitted', baseline: 'that are baselines' } as const;

/** The conditions of a filter in words that go on from “entries”. */
export function describeFilter(filter: BoardFilter): string[] {
  const { since, until, kind } = filter;
  return [
    ...(kind ? [kindWords[kind]] : []),
    ...range(filter.leastParameters, filter.mostParameters, formatCount, 'parameters'),
    ...range(filter.leastDimension, filter.mostDimension, formatWhole, 'dimensions'),
    ...(since ? [`published since ${since}`] : []),
    ...(until ? [`published until ${until}`] : []),
  ];
}

const bounds = <Value>(least: Value | null, most: Value | null) =>
  least === null && most === null ? null : { least, most };

/** The end of a day, to the millisecond that the API keeps. */
export const endOfDay = (day: string): string => `${day}T23:59:59.999Z`;

const kindInput = { submitted: 'SUBMITTED', baseline: 'BASELINE' } as const;

/** As the API takes it; null when nothing is asked for. */
export function filterInput(filter: BoardFilter) {
  const parameters = bounds(filter.leastParameters, filter.mostParameters);
  const featureDimension = bounds(filter.leastDimension, filter.mostDimension);
  const publishedAt = bounds(
    filter.since && `${filter.since}T00:00:00.000Z`,
    filter.until && endOfDay(filter.until),
  );
  const kind = filter.kind && kindInput[filter.kind];
  if (!(parameters || featureDimension || publishedAt || kind)) return null;
  return { parameters, featureDimension, publishedAt, kind };
}
