import { type Metric, metricKey, rankedMetrics } from '../../scores/lib/metrics.ts';

/** What a visitor may show or hide; rank and name always stand. In the order of the board. */
export const columnIds = [
  'acc',
  'ari',
  'ami',
  'mi',
  'nmi',
  'parameters',
  'dimension',
  'speed',
  'date',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** What a board shows to those who have not chosen. */
export const defaultColumns: readonly ColumnId[] = columnIds.filter((id) => id !== 'speed' && id !== 'nmi');

export const columnNames: Readonly<Record<ColumnId, string>> = {
  acc: 'Accuracy (ACC)',
  ari: 'Adjusted Rand index (ARI)',
  ami: 'Adjusted mutual information (AMI)',
  mi: 'Mutual information (MI)',
  nmi: 'Normalised mutual information (NMI)',
  parameters: 'Parameters',
  dimension: 'Feature dimension',
  speed: 'Images per second',
  date: 'Date',
};

/** The metric that a column shows, if it shows one. */
export const metricOf = (id: string): Metric | null =>
  rankedMetrics.find((metric) => metricKey(metric) === id) ?? null;

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
