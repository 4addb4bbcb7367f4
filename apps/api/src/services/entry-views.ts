import type { Database, StoredView, ViewColumn } from '@clusterboard/database';
import { storedViews } from '@clusterboard/database';
import {
  clusterViewsSchema,
  confusedPairsSchema,
  contingencyViewSchema,
  imageMapSchema,
  probesSchema,
} from '@clusterboard/evaluation';
import type { z } from 'zod';
import { oneRow } from '../row-loader.ts';

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
export function viewLoader<Column extends ViewColumn>(database: Database, column: Column) {
  const rows = oneRow<StoredView>(
    column,
    (ids) => storedViews(database, column, ids),
    ({ evaluationId }) => evaluationId,
  );
  return async (evaluationId: string): Promise<RunView<Column> | null> => {
    const row = await rows.load(evaluationId);
    return row && { seed: row.seed, view: schemas[column].parse(row.view) as View<Column> };
  };
}
