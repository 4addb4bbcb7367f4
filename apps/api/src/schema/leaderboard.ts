import { builder } from '../builder.ts';
import { type LeaderboardPage, leaderboard } from '../services/leaderboard.ts';
import { BenchmarkType } from './benchmark.ts';
import { LeaderboardEntryType } from './leaderboard-entry.ts';

const MetricType = builder.enumType('Metric', {
  description: 'What a board can be ordered by.',
  values: {
    ACC: { value: 'acc', description: 'Accuracy after matching clusters to classes.' },
    ARI: { value: 'ari', description: 'Adjusted Rand index.' },
    AMI: { value: 'ami', description: 'Adjusted mutual information.' },
    MI: { value: 'mi', description: 'Mutual information.' },
  } as const,
});

const OrderDirectionType = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { value: 'asc', description: 'Lowest first.' },
    DESC: { value: 'desc', description: 'Highest first.' },
  } as const,
});

const LeaderboardOrder = builder.inputType('LeaderboardOrder', {
  description: 'Order of a board.',
  fields: (t) => ({
    metric: t.field({
      type: MetricType,
      required: true,
      defaultValue: 'acc',
      description: 'The metric whose mean decides.',
    }),
    direction: t.field({
      type: OrderDirectionType,
      required: true,
      defaultValue: 'desc',
      description: 'Which end comes first.',
    }),
  }),
});

builder.objectField(BenchmarkType, 'leaderboard', (t) =>
  t.connection(
    {
      type: LeaderboardEntryType,
      description: 'The board, page by page.',
      args: {
        orderBy: t.arg({ type: LeaderboardOrder, description: 'Highest ACC first if nothing is said.' }),
        search: t.arg.string({
          description:
            'Only entries with this text in name, submitter or description; at most 100 characters.',
        }),
      },
      resolve: (benchmark, args, { loaders }) => leaderboard(benchmark, args, loaders),
    },
    {
      name: 'LeaderboardConnection',
      description: 'A page of a board.',
      fields: (fields) => ({
        totalCount: fields.int({
          description: 'Entries on the board that match the search, over all pages.',
          resolve: (page) => (page as LeaderboardPage).totalCount,
        }),
      }),
    },
    { name: 'LeaderboardEdge', description: 'A place on a board.' },
  ),
);
