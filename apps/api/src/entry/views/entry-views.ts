import type { Database, ViewColumn } from '@clusterboard/core';
import { storedViews } from '@clusterboard/core';
import {
  clusterViewsSchema,
  confusedPairsSchema,
  contingencyViewSchema,
  imageMapSchema,
  probesSchema,
} from '@clusterboard/evaluation';
import type { z } from 'zod';
import { type KeyedLoader, oneReading } from '../../platform/loaders/row-loader.ts';

const schemas = {
  probes: probesSchema,
  contingency: contingencyViewSchema,
  clusters: clusterViewsSchema,
  confusedPairs: confusedPairsSchema,
  map: imageMapSchema,
} as const satisfies Record<ViewColumn, z.ZodType>;

export type View<Column extends ViewColumn> = z.infer<(typeof schemas)[Column]>;

export interface RunView<Column extends ViewColumn> {
  /** The seed of the run that it shows. */
  readonly seed: number;
  readonly view: View<Column>;
}

/** Loads a view of evaluations by their ids; null for results that are older than it. */
export function viewLoader<Column extends ViewColumn>(
  database: Database,
  column: Column,
): KeyedLoader<RunView<Column>>['load'] {
  const views = oneReading(
    column,
    (ids) => storedViews(database, column, ids),
    ({ evaluationId }) => evaluationId,
    ({ seed, view }): RunView<Column> => ({ seed, view: schemas[column].parse(view) as View<Column> }),
  );
  return views.load;
}
