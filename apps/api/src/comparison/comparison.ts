import { MetricType } from '../board/metric.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { IntervalType } from '../entry/scores.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { ProblemType, valueOrThrow } from '../platform/problem.ts';
import {
  type ComparedPair,
  type Comparison,
  type ComparisonVerdict,
  compare,
  comparePairs,
} from './compare-entries.ts';

const verdicts: Record<ComparisonVerdict, { description: string }> = {
  A_BETTER: { description: 'The interval of the difference is above 0.' },
  B_BETTER: { description: 'The interval of the difference is below 0.' },
  CANNOT_TELL: { description: 'The interval contains 0: the entries are statistically tied.' },
};

const VerdictType = builder.enumType('ComparisonVerdict', {
  description: 'Verdict of the paired bootstrap.',
  values: verdicts,
});

const ComparedPairType = builder.objectRef<ComparedPair>('ComparedPair').implement({
  cacheable: true,
  description: 'Two entries compared by one metric, on the same resampled test images.',
  fields: (t) => ({
    a: t.expose('a', { type: LeaderboardEntryType, description: 'First entry.' }),
    b: t.expose('b', { type: LeaderboardEntryType, description: 'Second entry.' }),
    metric: t.expose('metric', { type: MetricType, description: 'Metric.' }),
    difference: t.exposeFloat('difference', {
      description: 'Mean score of the first entry minus that of the second.',
    }),
    interval: t.expose('interval', {
      type: IntervalType,
      nullable: true,
      description: '95% interval of the difference; null if a result has no interval.',
    }),
    verdict: t.expose('verdict', {
      type: VerdictType,
      nullable: true,
      description: 'Which entry is better; null if a result has no interval.',
    }),
  }),
});

const ComparisonType = builder.objectRef<Comparison>('Comparison').implement({
  cacheable: true,
  description: 'A comparison of entries of one benchmark.',
  fields: (t) => ({
    entries: t.field({
      type: [LeaderboardEntryType],
      description: 'Entries, in the requested order.',
      resolve: ({ entries }) => [...entries],
    }),
    pairs: t.field({
      type: [ComparedPairType],
      description: 'All pairs, by every metric that both have or by one.',
      args: { metric: t.arg({ type: MetricType, description: 'Only this metric.' }) },
      resolve: (comparison, { metric }) => comparePairs(comparison, metric ?? null),
    }),
  }),
});

builder.queryField('compare', (t) =>
  t.errorUnionField({
    types: [ComparisonType, ProblemType],
    union: {
      name: 'CompareResult',
      description: 'The comparison, or why the entries cannot be compared.',
      resolveType: () => ComparisonType,
    },
    cacheable: true,
    description: 'Compares two to four entries of one benchmark.',
    args: {
      entries: t.arg.idList({ required: true, description: 'Entry ids or global ids.' }),
    },
    resolve: async (_root, { entries }, { database }) => {
      const ids = entries.map((id) => rawId(id, 'LeaderboardEntry', 'Submission'));
      return valueOrThrow(await compare(ids, database));
    },
  }),
);
