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
import type { RankedScores, SeedRun } from './stored-scores.ts';

export const IntervalType = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  cacheable: true,
  description: 'A 95% interval, by bootstrap over test images and, if there are several, over seeds.',
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
      description: 'Sample standard deviation over the seeds; 0 if there is one seed.',
    }),
    interval: t.field({
      type: IntervalType,
      nullable: true,
      description: '95% confidence interval; null for results from before intervals.',
      resolve: ({ low, high }) => (low === null || high === null ? null : { low, high }),
    }),
  }),
});

const metricsArgument = {
  type: [MetricType] as [typeof MetricType],
  description: 'Only these metrics; all by default.',
};

/** Whether older results lack the metric. A literal type, from which Pothos infers nullability. */
const nullableOf = (key: BoardMetric) => !everyResultHas(key) as true;

const older = (key: BoardMetric) => (everyResultHas(key) ? '' : ' Null for results from before this metric.');

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
  description: 'How closely the clusters of the features match the classes.',
  fields: (t) => ({
    values: t.field({
      type: [ScoreStatisticsType],
      args: { metrics: t.arg(metricsArgument) },
      description: 'Scores by metric; results from before a metric lack it.',
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

/** One field per metric of one clustering. */
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
    seed: t.exposeInt('seed', { description: 'Seed of the initial centroids and of re-seeded clusters.' }),
    values: t.field({
      type: [MetricValueType],
      args: { metrics: t.arg(metricsArgument) },
      description: 'Scores by metric; results from before a metric lack it.',
      resolve: ({ scores }, { metrics }) =>
        knownOf(metrics, (metric) => {
          const value = scores[metric];
          return value === undefined ? null : { metric, value };
        }),
    }),
    ...scoreFields(t),
    inertia: t.exposeFloat('inertia', {
      description: 'Sum of squared distances from the train features to their centroids.',
    }),
    iterations: t.exposeInt('iterations', { description: 'Number of Lloyd iterations.' }),
    converged: t.exposeBoolean('converged', {
      description: 'False if the run reached the protocol’s iteration limit.',
    }),
    reseeded: t.exposeInt('reseeded', { description: 'Number of empty clusters that were re-seeded.' }),
  }),
});
