import { builder } from '../builder.ts';
import { type LeaderboardPage, leaderboard } from '../services/leaderboard.ts';
import { BenchmarkType } from './benchmark.ts';
import { BoardMoment, LeaderboardFilter, LeaderboardOrder } from './leaderboard-arguments.ts';
import { LeaderboardEntryType } from './leaderboard-entry.ts';

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
        filter: t.arg({ type: LeaderboardFilter, description: 'Only entries that are so.' }),
        asOf: t.arg({ type: BoardMoment, description: 'The board as it was; as it is if nothing is said.' }),
      },
      resolve: (benchmark, args, { loaders }) => leaderboard(benchmark, args, loaders),
    },
    {
      name: 'LeaderboardConnection',
      description: 'A page of a board.',
      fields: (fields) => ({
        totalCount: fields.int({
          description: 'Entries on the board that match search and filter, over all pages.',
          resolve: (page) => (page as unknown as LeaderboardPage).totalCount(),
        }),
        revision: fields.int({
          description: 'The revision of the board that this page is of; `asOf` asks for it again.',
          resolve: (page) => (page as unknown as LeaderboardPage).revision,
        }),
      }),
    },
    { name: 'LeaderboardEdge', description: 'A place on a board.' },
  ),
);
