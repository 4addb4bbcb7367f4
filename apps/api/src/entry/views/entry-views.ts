import type { Database, ViewColumn } from '@clusterboard/core';
import { storedViews } from '@clusterboard/core';
import {
  clusterViewsSchema,
  confusedPairsSchema,
  contingencyViewSchema,
  imageMapSchema,
  probesSchema,
} from '@clusterboard/evaluation';
import { z } from 'zod';
import { parsedRowLoader, type RowLoader } from '../../platform/loaders/row-loader.ts';
import { rankedScoresSchema } from '../stored-scores.ts';

const schemas = {
  probes: probesSchema,
  contingency: contingencyViewSchema,
  clusters: clusterViewsSchema,
  confusedPairs: confusedPairsSchema,
  map: imageMapSchema,
} as const satisfies Record<ViewColumn, z.ZodType>;

export type View<Column extends ViewColumn> = z.infer<(typeof schemas)[Column]>;

export interface RunView<Column extends ViewColumn> {
  /** Seed of the run that it shows. */
  readonly seed: number;
  readonly view: View<Column>;
}

/** Loads a view by evaluation; null for results that are older than the view. */
export function viewLoader<Column extends ViewColumn>(
  database: Database,
  column: Column,
): RowLoader<RunView<Column>>['load'] {
  const views = parsedRowLoader(
    (ids) => storedViews(database, column, ids),
    ({ evaluationId }) => evaluationId,
    ({ seed, view }): RunView<Column> => ({ seed, view: schemas[column].parse(view) as View<Column> }),
  );
  return views.load;
}

const point = z.object({
  dim: z.int(),
  clusters: z.int(),
  trainCount: z.int(),
  seeds: z.int(),
  scores: rankedScoresSchema,
});

const curvesSchema = z.object({ dims: z.array(point), clusters: z.array(point) });

export type CurvePoint = z.infer<typeof point>;
export type Curves = z.infer<typeof curvesSchema>;

/** @throws ZodError if they are not the curves of a stored evaluation report */
export const readCurves = (curves: unknown): Curves => curvesSchema.parse(curves);
