import {
  type BoardEntry,
  type BoardMetric,
  boardMetrics,
  everyResultHas,
  type MetricFigures,
} from '@clusterboard/core';
import { rankedDefinitions } from '@clusterboard/evaluation/metrics';
import { MetricType } from '../board/metric.ts';
import { builder } from '../platform/builder.ts';
import type { RankedScores } from './ranked-scores.ts';
import type { SeedRun } from './seed-runs.ts';

export const IntervalType = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  cacheable: true,
  description: 'A 95% interval, by bootstrap over test images, and over seeds where there are several.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'Lower end.' }),
    high: t.exposeFloat('high', { description: 'Upper end.' }),
  }),
});

interface ScoreStatistics extends MetricFigures {
  readonly metric: BoardMetric;
}

const ScoreStatisticsType = builder.objectRef<ScoreStatistics>('ScoreStatistics').implement({
  cacheable: true,
  description: 'One metric over the seeds of the protocol.',
  fields: (t) => ({
    metric: t.expose('metric', { type: MetricType, description: 'The metric.' }),
    mean: t.exposeFloat('mean', { description: 'Mean over the seeds.' }),
    standardDeviation: t.exposeFloat('std', {
      description: 'Sample standard deviation over the seeds; 0 when there is one seed.',
    }),
    interval: t.field({
      type: IntervalType,
      nullable: true,
      description: 'Where the score may lie; null for results older than intervals.',
      resolve: ({ low, high }) => (low === null || high === null ? null : { low, high }),
    }),
  }),
});

const metricsArgument = {
  type: [MetricType] as [typeof MetricType],
  description: 'Only these; all by default.',
};

/** Whether results that are older than a metric lack it; a literal type, for Pothos infers what may be null. */
const nullableOf = (key: BoardMetric) => !everyResultHas(key) as true;

const older = (key: BoardMetric) => (everyResultHas(key) ? '' : ' Null for results older than this metric.');

const statisticsOf = (scores: BoardEntry['scores'], metric: BoardMetric): ScoreStatistics | null => {
  const figures = scores[metric];
  return figures ? { metric, ...figures } : null;
};

/** The metrics that are requested and known, in the order of the registry. */
function knownOf<Value>(
  requested: readonly BoardMetric[] | null | undefined,
  find: (metric: BoardMetric) => Value | null,
) {
  return boardMetrics.flatMap((metric) => {
    const value = !requested || requested.includes(metric) ? find(metric) : null;
    return value === null ? [] : [value];
  });
}

export const ScoresType = builder.objectRef<BoardEntry>('Scores').implement({
  cacheable: true,
  description: 'How well plain k-means on the features recovers the classes.',
  fields: (t) => ({
    values: t.field({
      type: [ScoreStatisticsType],
      args: { metrics: t.arg(metricsArgument) },
      description: 'The scores that there are: results older than a metric lack it.',
      resolve: ({ scores }, { metrics }) => knownOf(metrics, (metric) => statisticsOf(scores, metric)),
    }),
    ...Object.fromEntries(
      rankedDefinitions.map(({ key, description }) => [
        key,
        t.field({
          type: ScoreStatisticsType,
          nullable: nullableOf(key),
          description: description + older(key),
          resolve: ({ scores }): ScoreStatistics | null => statisticsOf(scores, key),
        }),
      ]),
    ),
  }),
});

const MetricValueType = builder
  .objectRef<{ readonly metric: BoardMetric; readonly value: number }>('MetricValue')
  .implement({
    cacheable: true,
    description: 'One metric of one clustering.',
    fields: (t) => ({
      metric: t.expose('metric', { type: MetricType, description: 'The metric.' }),
      value: t.exposeFloat('value', { description: 'Its value.' }),
    }),
  });

/** A field for each metric of one clustering. */
export const scoreFields = <Shape extends { readonly scores: RankedScores }>(
  t: PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Shape>,
) =>
  Object.fromEntries(
    rankedDefinitions.map(({ key, description }) => [
      key,
      t.float({
        nullable: nullableOf(key),
        description: description + older(key),
        resolve: ({ scores }): number | null => scores[key] ?? null,
      }),
    ]),
  );

export const SeedRunType = builder.objectRef<SeedRun>('SeedRun').implement({
  cacheable: true,
  description: 'One k-means run and its scores on the test split.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the start and of re-seeded clusters.' }),
    values: t.field({
      type: [MetricValueType],
      args: { metrics: t.arg(metricsArgument) },
      description: 'The scores that there are: results older than a metric lack it.',
      resolve: ({ scores }, { metrics }) =>
        knownOf(metrics, (metric) => {
          const value = scores[metric];
          return value === undefined ? null : { metric, value };
        }),
    }),
    ...scoreFields(t),
    inertia: t.exposeFloat('inertia', {
      description: 'Sum of squared distances of the train features to their centroids.',
    }),
    iterations: t.exposeInt('iterations', { description: 'Lloyd iterations until it stopped.' }),
    converged: t.exposeBoolean('converged', {
      description: 'False when the protocol’s bound on iterations ended the run.',
    }),
    reseeded: t.exposeInt('reseeded', { description: 'Clusters that became empty and were started anew.' }),
  }),
});
