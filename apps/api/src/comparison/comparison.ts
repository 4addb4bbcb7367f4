import type { Problem } from '@clusterboard/problems';
import { MetricType } from '../board/metric.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { IntervalType } from '../entry/scores.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { ProblemType } from '../platform/problem.ts';
import {
  type ComparedPair,
  type Comparison,
  type ComparisonVerdict,
  compare,
  comparePairs,
} from './compare-entries.ts';

const verdicts: Record<ComparisonVerdict, { description: string }> = {
  A_BETTER: { description: 'The whole interval of the difference lies above 0.' },
  B_BETTER: { description: 'The whole interval of the difference lies below 0.' },
  CANNOT_TELL: { description: 'The interval covers 0: the data cannot tell them apart.' },
};

const VerdictType = builder.enumType('ComparisonVerdict', {
  description: 'What the paired bootstrap says of two entries.',
  values: verdicts,
});

const ComparedPairType = builder.objectRef<ComparedPair>('ComparedPair').implement({
  cacheable: true,
  description: 'Two entries by one metric, on the same resampled test images.',
  fields: (t) => ({
    a: t.expose('a', { type: LeaderboardEntryType, description: 'The first.' }),
    b: t.expose('b', { type: LeaderboardEntryType, description: 'The second.' }),
    metric: t.expose('metric', { type: MetricType, description: 'The metric.' }),
    difference: t.exposeFloat('difference', { description: 'Mean score of the first minus the second’s.' }),
    interval: t.expose('interval', {
      type: IntervalType,
      nullable: true,
      description: 'Where the difference may lie; null when a result is older than intervals.',
    }),
    verdict: t.expose('verdict', {
      type: VerdictType,
      nullable: true,
      description: 'Which is better; null when a result is older than intervals.',
    }),
  }),
});

const ComparisonType = builder.objectRef<Comparison>('Comparison').implement({
  cacheable: true,
  description: 'Entries of one benchmark side by side.',
  fields: (t) => ({
    entries: t.field({
      type: [LeaderboardEntryType],
      description: 'In the order in which they were asked for.',
      resolve: ({ entries }) => [...entries],
    }),
    pairs: t.field({
      type: [ComparedPairType],
      description: 'Every pair by every metric, or by one.',
      args: { metric: t.arg({ type: MetricType, description: 'Only by this metric.' }) },
      resolve: (comparison, { metric }, { loaders }) => comparePairs(comparison, metric ?? null, loaders),
    }),
  }),
});

const CompareResultType = builder.unionType('CompareResult', {
  description: 'Either the comparison or why there is none.',
  types: [ComparisonType, ProblemType],
  resolveType: (result: Comparison | Problem) => ('code' in result ? ProblemType : ComparisonType),
});

builder.queryField('compare', (t) =>
  t.field({
    type: CompareResultType,
    cacheable: true,
    description: 'Compares two to four entries of one benchmark.',
    args: {
      entries: t.arg.idList({ required: true, description: 'Their ids as in addresses, or global ids.' }),
    },
    resolve: async (_root, { entries }, { loaders }) => {
      const ids = entries.map((id) => rawId(id, 'LeaderboardEntry', 'Submission'));
      const compared = await compare(ids, loaders);
      return compared.ok ? compared.value : compared.problem;
    },
  }),
);
