import { BenchmarkType } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { AsOfInput, LeaderboardFilter, LeaderboardOrder, validSearch } from './leaderboard-arguments.ts';
import { type LeaderboardPage, leaderboard } from './leaderboard-connection.ts';
import { RankIntervalType, rankIntervalOf } from './rank-interval.ts';

/** Pothos doesn't type the row of an edge. */
const rowOf = (edge: unknown) => (edge as LeaderboardPage['edges'][number]).node;

builder.objectField(BenchmarkType, 'leaderboard', (t) =>
  t.connection(
    {
      type: LeaderboardEntryType,
      cacheable: true,
      description: 'The leaderboard.',
      args: {
        orderBy: t.arg({ type: LeaderboardOrder, description: 'Sort order; highest ACC first by default.' }),
        search: t.arg.string({
          description:
            'Only entries with this text in the name, submitter or description; at most 100 characters.',
          validate: validSearch,
        }),
        filter: t.arg({ type: LeaderboardFilter, description: 'Only entries that match this filter.' }),
        asOf: t.arg({
          type: AsOfInput,
          description:
            'The leaderboard at an earlier time; now by default. An entry keeps its id, but its scores and details are those published at that time, which a later evaluation may have replaced.',
        }),
      },
      resolve: (benchmark, args, { loaders }) => leaderboard(benchmark, args, loaders),
    },
    {
      name: 'LeaderboardConnection',
      cacheable: true,
      description: 'A page of a leaderboard.',
      fields: (fields) => ({
        totalCount: fields.int({
          description: 'Number of entries that match the search and filter, on all pages.',
          resolve: (page) => (page as unknown as LeaderboardPage).totalCount(),
        }),
        revision: fields.int({
          description:
            'Leaderboard revision of this page; pass it to `asOf` to read other pages of the same revision.',
          resolve: (page) => (page as unknown as LeaderboardPage).revision,
        }),
      }),
    },
    {
      name: 'LeaderboardEdge',
      cacheable: true,
      description: 'A row of a leaderboard.',
      fields: (fields) => ({
        rank: fields.int({
          description:
            'Rank on the whole leaderboard by the metric of `orderBy`. 1 is best, regardless of direction, search and filter; equal scores share a rank.',
          resolve: (edge) => rowOf(edge).rank,
        }),
        rankInterval: fields.field({
          type: RankIntervalType,
          nullable: true,
          description:
            'Rank range by the same metric: entries whose scores are statistically tied share it. Null for earlier revisions, for a few seconds after the leaderboard changes, for results without intervals, and far down very large leaderboards.',
          resolve: (edge) => rankIntervalOf(rowOf(edge)),
        }),
      }),
    },
  ),
);
