import { BenchmarkType } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { BoardMoment, LeaderboardFilter, LeaderboardOrder } from './leaderboard-arguments.ts';
import { type LeaderboardPage, leaderboard } from './leaderboard-connection.ts';
import { RankIntervalType, rankIntervalOf } from './rank-interval.ts';

/** Pothos does not tell the fields of edges what a page holds beside the shape of its nodes. */
const rowOf = (edge: unknown) => (edge as LeaderboardPage['edges'][number]).node;

builder.objectField(BenchmarkType, 'leaderboard', (t) =>
  t.connection(
    {
      type: LeaderboardEntryType,
      cacheable: true,
      description: 'The board, page by page.',
      args: {
        orderBy: t.arg({ type: LeaderboardOrder, description: 'Highest ACC first if nothing is said.' }),
        search: t.arg.string({
          description:
            'Only entries with this text in name, submitter or description; at most 100 characters.',
        }),
        filter: t.arg({ type: LeaderboardFilter, description: 'Only entries that are so.' }),
        asOf: t.arg({
          type: BoardMoment,
          description:
            'The board as it was; as it is if nothing is said. An entry has the same id on every board that it stood on: its scores and facts are those of the result that stood there then, which a later evaluation may have replaced.',
        }),
      },
      resolve: (benchmark, args, { loaders }) => leaderboard(benchmark, args, loaders),
    },
    {
      name: 'LeaderboardConnection',
      cacheable: true,
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
    {
      name: 'LeaderboardEdge',
      cacheable: true,
      description: 'A place on a board.',
      fields: (fields) => ({
        rank: fields.int({
          description:
            'Place on the whole board of this page, by the metric of `orderBy`: 1 is the best, whatever the direction or the search; equal scores share a rank.',
          resolve: (edge) => rowOf(edge).rank,
        }),
        rankInterval: fields.field({
          type: RankIntervalType,
          nullable: true,
          description:
            'The ranks that the data leave open, by the same metric; entries that cannot be told apart share them. Null on earlier boards, for some seconds after the board has changed, for results older than intervals, and deep in boards of very many entries.',
          resolve: (edge) => rankIntervalOf(rowOf(edge)),
        }),
      }),
    },
  ),
);
