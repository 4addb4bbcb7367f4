import {
  defaultMetrics,
  type Metric,
  metricDisplay,
  metricKeys,
  metrics,
  metricTitle,
} from '../../scores/lib/metrics.ts';

/** What a visitor may show or hide; rank and name always stand. In the order of the board. */
export const columnIds = [...metricKeys, 'parameters', 'dimension', 'speed', 'date'] as const;
export type ColumnId = (typeof columnIds)[number];

/** The metric that a column shows, if it shows one. */
export function metricOf(id: string): Metric | null {
  return metrics.find((metric) => metricDisplay[metric].key === id) ?? null;
}

/** What a board shows to those who have not chosen. */
export const defaultColumns: readonly ColumnId[] = columnIds.filter((id) => {
  const metric = metricOf(id);
  return metric === null ? id !== 'speed' : defaultMetrics.includes(metric);
});

const factNames = {
  parameters: 'Parameters',
  dimension: 'Feature dimension',
  speed: 'Images per second',
  date: 'Date',
} as const;

export function columnName(id: ColumnId): string {
  const metric = metricOf(id);
  return metric === null ? factNames[id as keyof typeof factNames] : metricTitle(metric);
}

export type Direction = 'ASC' | 'DESC';

/** Which end of a column people look for first: high scores and speeds, new entries, small models. */
export const defaultDirection = (id: ColumnId): Direction =>
  id === 'parameters' || id === 'dimension' ? 'ASC' : 'DESC';

const keys = {
  parameters: 'PARAMETERS',
  dimension: 'FEATURE_DIMENSION',
  speed: 'IMAGES_PER_SECOND',
  date: 'PUBLISHED_AT',
} as const;

/** What the API orders by for a column. */
export const orderKey = (id: ColumnId) => (id in keys ? keys[id as keyof typeof keys] : 'SCORE');
