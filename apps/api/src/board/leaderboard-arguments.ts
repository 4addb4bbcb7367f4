import { builder } from '../platform/builder.ts';
import { EntryKindType } from './entry-kind.ts';
import { MetricType } from './metric.ts';

const OrderDirectionType = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { value: 'asc', description: 'Lowest first.' },
    DESC: { value: 'desc', description: 'Highest first.' },
  } as const,
});

const LeaderboardKeyType = builder.enumType('LeaderboardKey', {
  description: 'What a board can be ordered by.',
  values: {
    SCORE: { value: 'score', description: 'Mean of the metric.' },
    PARAMETERS: { value: 'parameters', description: 'Weights in the model file; unknown ones are lowest.' },
    FEATURE_DIMENSION: { value: 'dimension', description: 'Values per image that the encoder puts out.' },
    IMAGES_PER_SECOND: { value: 'speed', description: 'Speed of the feature extraction.' },
    PUBLISHED_AT: { value: 'published', description: 'When the scores were published.' },
  } as const,
});

export const LeaderboardOrder = builder.inputType('LeaderboardOrder', {
  description: 'Order of a board.',
  fields: (t) => ({
    metric: t.field({
      type: MetricType,
      required: true,
      defaultValue: 'acc',
      description: 'The metric whose mean decides the ranks.',
    }),
    by: t.field({
      type: LeaderboardKeyType,
      required: true,
      defaultValue: 'score',
      description: 'What decides the order; the score of the metric if nothing is said.',
    }),
    direction: t.field({
      type: OrderDirectionType,
      required: true,
      defaultValue: 'desc',
      description: 'Which end comes first.',
    }),
  }),
});

const least = 'Lower bound, inside of the range; none if nothing is said.';
const most = 'Upper bound, inside of the range; none if nothing is said.';

const LongRange = builder.inputType('LongRange', {
  description: 'A range of whole numbers.',
  fields: (t) => ({
    least: t.field({ type: 'Long', description: least }),
    most: t.field({ type: 'Long', description: most }),
  }),
});

const DateTimeRange = builder.inputType('DateTimeRange', {
  description: 'A range of moments.',
  fields: (t) => ({
    least: t.field({ type: 'DateTime', description: least }),
    most: t.field({ type: 'DateTime', description: most }),
  }),
});

export const LeaderboardFilter = builder.inputType('LeaderboardFilter', {
  description: 'What entries must be like; all conditions must hold.',
  fields: (t) => ({
    parameters: t.field({
      type: LongRange,
      description: 'Weights in the model file; entries that do not tell are left out.',
    }),
    featureDimension: t.field({
      type: LongRange,
      description: 'Values per image that the encoder puts out.',
    }),
    publishedAt: t.field({ type: DateTimeRange, description: 'When the scores were published.' }),
    kind: t.field({
      type: EntryKindType,
      description: 'Where it comes from; from anywhere if nothing is said.',
    }),
    entries: t.idList({
      description:
        'Ids as in addresses, or global ids, at most 100; their ranks stay those of the whole board.',
    }),
  }),
});

export const BoardMoment = builder.inputType('BoardMoment', {
  description: 'What stood on a board earlier.',
  isOneOf: true,
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'At this moment.' }),
    revision: t.int({ description: 'After this change of the board, as in `Benchmark.revision`.' }),
  }),
});
