import type { BoardEventModel } from '@clusterboard/core';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { userError } from '../platform/user-error.ts';
import { boardChanges, type SubmissionUpdate, submissionUpdates } from './event-streams.ts';
import { SubmissionEventType, SubmissionType } from './submission.ts';

const BoardEventKindType = builder.enumType('BoardEventKind', {
  description: 'How a board has changed.',
  values: {
    PUBLISHED: { description: 'An entry came onto it.' },
    RESCORED: { description: 'An entry was evaluated anew.' },
    WITHDRAWN: { description: 'An entry was taken off it.' },
  } as const,
});

const after =
  'The cursor of the last change that was seen: what came after it follows. From now on if nothing is said.';

const LeaderboardChangeType = builder.objectRef<BoardEventModel>('LeaderboardChange').implement({
  description: 'A change of a board.',
  fields: (t) => ({
    cursor: t.id({
      description: 'For `after`, to go on from here.',
      resolve: ({ revision }) => `${revision}`,
    }),
    revision: t.exposeInt('revision', { description: 'Of the board, after it.' }),
    kind: t.expose('kind', { type: BoardEventKindType, description: 'What it was.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was.' }),
    note: t.exposeString('note', { nullable: true, description: 'A remark for people.' }),
    benchmark: t.field({
      type: BenchmarkType,
      description: 'As it stands now.',
      resolve: ({ benchmarkId }, _args, { loaders }) => loaders.benchmark.must(benchmarkId),
    }),
    submission: t.field({
      type: SubmissionType,
      description: 'What was published, evaluated anew or withdrawn.',
      resolve: ({ submissionId }, _args, { loaders }) => loaders.submission.must(submissionId),
    }),
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'The entry as it stands now; null when it is no longer there.',
      resolve: ({ submissionId }, _args, { loaders }) => loaders.entry.load(submissionId),
    }),
  }),
});

const SubmissionUpdateType = builder.objectRef<SubmissionUpdate>('SubmissionUpdate').implement({
  description: 'A step of a submission, or a move of its counters or of its place in the queue.',
  fields: (t) => ({
    cursor: t.id({
      description: 'For `after`, to go on from here.',
      resolve: (update) => `${update.cursor}`,
    }),
    event: t.expose('event', {
      type: SubmissionEventType,
      nullable: true,
      description: 'The step; null when only counters or the place in the queue have moved.',
    }),
    submission: t.field({
      type: SubmissionType,
      description: 'As it stands now.',
      resolve: ({ submissionId }, _args, { loaders }) => loaders.submission.must(submissionId),
    }),
  }),
});

builder.subscriptionType({
  description: 'What can be followed, as Server-Sent Events at `/graphql/stream`.',
});

builder.subscriptionField('leaderboardChanged', (t) =>
  t.field({
    type: LeaderboardChangeType,
    description: 'Every change of a board, in order and once.',
    args: {
      benchmark: t.arg.string({ required: true, description: 'Slug of the benchmark.' }),
      after: t.arg.id({ description: after }),
    },
    subscribe: async (_root, args, context) => {
      const benchmark = await context.loaders.benchmarkBySlug.load(args.benchmark);
      if (!benchmark) throw userError('There is no such benchmark.');
      return boardChanges(context, benchmark.id, args.after ?? null);
    },
    resolve: (event) => event,
  }),
);

builder.subscriptionField('submissionProgress', (t) =>
  t.field({
    type: SubmissionUpdateType,
    description:
      'How a submission stands, then every step of it once and in order, and its counters and its place in the queue as they move. Ends with the submission.',
    args: {
      id: t.arg.id({ required: true, description: 'Id as in addresses, or a global id.' }),
      after: t.arg.id({ description: after }),
    },
    subscribe: async (_root, args, context) => {
      const submission = await context.loaders.submission.load(rawId(args.id, 'Submission'));
      if (!submission) throw userError('There is no such submission.');
      return submissionUpdates(context, submission.id, args.after ?? null);
    },
    resolve: (update) => update,
  }),
);
