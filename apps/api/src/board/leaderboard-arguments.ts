import { z } from 'zod';
import { builder } from '../platform/builder.ts';
import { maxPageSize } from '../platform/pagination.ts';
import { EntryKindType } from './entry-kind.ts';
import { MetricType } from './metric.ts';

const OrderDirectionType = builder.enumType('OrderDirection', {
  description: 'Sort direction.',
  values: {
    ASC: { value: 'asc', description: 'Lowest first.' },
    DESC: { value: 'desc', description: 'Highest first.' },
  } as const,
});

const LeaderboardKeyType = builder.enumType('LeaderboardKey', {
  description: 'Sort key of a leaderboard.',
  values: {
    SCORE: { value: 'score', description: 'Mean of the metric.' },
    PARAMETERS: {
      value: 'parameters',
      description: 'Number of parameters in the model file; unknown sorts lowest.',
    },
    FEATURE_DIMENSION: { value: 'dimension', description: 'Feature dimension of the encoder.' },
    IMAGES_PER_SECOND: { value: 'speed', description: 'Feature extraction speed.' },
    PUBLISHED_AT: { value: 'published', description: 'When the scores were published.' },
  } as const,
});

export const LeaderboardOrder = builder.inputType('LeaderboardOrder', {
  description: 'Sort order of a leaderboard.',
  fields: (t) => ({
    metric: t.field({
      type: MetricType,
      required: true,
      defaultValue: 'acc',
      description: 'Metric whose mean determines the ranks.',
    }),
    by: t.field({
      type: LeaderboardKeyType,
      required: true,
      defaultValue: 'score',
      description: 'Sort key; by default the score of the metric.',
    }),
    direction: t.field({
      type: OrderDirectionType,
      required: true,
      defaultValue: 'desc',
      description: 'Sort direction.',
    }),
  }),
});

const min = 'Inclusive lower bound; unbounded by default.';
const max = 'Inclusive upper bound; unbounded by default.';

const LongRange = builder.inputType('LongRange', {
  description: 'A range of integers.',
  fields: (t) => ({
    min: t.field({ type: 'Long', description: min }),
    max: t.field({ type: 'Long', description: max }),
    least: t.field({ type: 'Long', description: min, deprecationReason: 'Renamed to `min`.' }),
    most: t.field({ type: 'Long', description: max, deprecationReason: 'Renamed to `max`.' }),
  }),
});

const DateTimeRange = builder.inputType('DateTimeRange', {
  description: 'A range of date-times.',
  fields: (t) => ({
    min: t.field({ type: 'DateTime', description: min }),
    max: t.field({ type: 'DateTime', description: max }),
    least: t.field({ type: 'DateTime', description: min, deprecationReason: 'Renamed to `min`.' }),
    most: t.field({ type: 'DateTime', description: max, deprecationReason: 'Renamed to `max`.' }),
  }),
});

const maxSearchLength = 100;

export const validSearch = z
  .string()
  .trim()
  .max(maxSearchLength, `The search text is longer than ${maxSearchLength} characters.`);

const validEntries = z.array(z.string()).max(maxPageSize, {
  error: ({ input }) =>
    `\`entries\` has ${Array.isArray(input) ? input.length : 0} ids; the maximum is ${maxPageSize}.`,
});

export const LeaderboardFilter = builder.inputType('LeaderboardFilter', {
  description: 'Filter for entries; all conditions must match.',
  fields: (t) => ({
    parameters: t.field({
      type: LongRange,
      description: 'Number of parameters in the model file; entries where it is unknown do not match.',
    }),
    featureDimension: t.field({
      type: LongRange,
      description: 'Feature dimension of the encoder.',
    }),
    publishedAt: t.field({ type: DateTimeRange, description: 'When the scores were published.' }),
    kind: t.field({
      type: EntryKindType,
      description: 'Origin of the entry; any by default.',
    }),
    entries: t.idList({
      description: 'Entry ids or global ids, at most 100. Ranks are still those of the whole leaderboard.',
      validate: validEntries,
    }),
  }),
});

/** Clients declare variables of this type, and types can't be deprecated, so it keeps its GraphQL name. */
export const AsOfInput = builder.inputType('BoardMoment', {
  description: 'A leaderboard at an earlier time.',
  isOneOf: true,
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'At this time.' }),
    revision: t.int({
      description: 'At this revision; see `Benchmark.revision`.',
      validate: z.number().min(0, '`revision` must be 0 or more.'),
    }),
  }),
});
