import { boardMetrics, type ExportedEntry } from '@clusterboard/core';

export type Cell = string | number | bigint | Date | null;

/** A column of an exported leaderboard; `type` is that of Parquet. */
export interface BoardColumn {
  readonly name: string;
  readonly type: 'STRING' | 'INT32' | 'INT64' | 'DOUBLE' | 'TIMESTAMP';
  readonly value: (entry: ExportedEntry) => Cell;
}

const column = (name: string, type: BoardColumn['type'], value: BoardColumn['value']): BoardColumn => ({
  name,
  type,
  value,
});

/** Columns of exports: the values of GraphQL, with snake-case names. */
export const boardColumns: readonly BoardColumn[] = [
  column('rank', 'INT32', ({ rank }) => rank),
  column('rank_first', 'INT32', ({ rankFirst }) => rankFirst),
  column('rank_last', 'INT32', ({ rankLast }) => rankLast),
  column('entry_id', 'STRING', ({ submissionId }) => submissionId),
  column('name', 'STRING', ({ name }) => name),
  column('submitted_by', 'STRING', ({ submittedBy }) => submittedBy),
  column('kind', 'STRING', ({ kind }) => kind),
  column('description', 'STRING', ({ description }) => description),
  column('published_at', 'TIMESTAMP', ({ publishedAt }) => publishedAt),
  column('parameters', 'INT64', ({ parameters }) => parameters),
  column('feature_dimension', 'INT32', ({ featureDim }) => featureDim),
  column('pca_dimension', 'INT32', ({ pcaDim }) => pcaDim),
  column('clusters', 'INT32', ({ clusters }) => clusters),
  column('images_per_second', 'DOUBLE', ({ imagesPerSecond }) => imagesPerSecond),
  column('execution_provider', 'STRING', ({ executionProvider }) => executionProvider),
  ...boardMetrics.flatMap((metric) => [
    column(`${metric}_mean`, 'DOUBLE', (entry) => entry.scores[metric]?.mean ?? null),
    column(`${metric}_std`, 'DOUBLE', (entry) => entry.scores[metric]?.std ?? null),
    column(`${metric}_low`, 'DOUBLE', (entry) => entry.scores[metric]?.low ?? null),
    column(`${metric}_high`, 'DOUBLE', (entry) => entry.scores[metric]?.high ?? null),
  ]),
];
