import type { BoardEventModel } from '@clusterboard/core';
import { BenchmarkType, benchmarkBySlug } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { isPostgresText } from '../platform/postgres-text.ts';
import { userError } from '../platform/user-error.ts';
import { boardChanges, type SubmissionUpdate, submissionUpdates } from './event-streams.ts';
import { SubmissionEventType, SubmissionType } from './submission.ts';

const BoardEventKindType = builder.enumType('BoardEventKind', {
  description: 'Kind of a leaderboard change.',
  values: {
    PUBLISHED: { description: 'An entry was published.' },
    RESCORED: { description: 'An entry was re-evaluated.' },
    WITHDRAWN: { description: 'An entry was withdrawn.' },
  } as const,
});

const after = 'Cursor of the last change received; the stream resumes after it. Starts from now by default.';

const LeaderboardChangeType = builder.objectRef<BoardEventModel>('LeaderboardChange').implement({
  description: 'A change of a leaderboard.',
  fields: (t) => ({
    cursor: t.id({
      description: 'Cursor; pass it as `after` to resume from here.',
      resolve: ({ revision }) => `${revision}`,
    }),
    revision: t.exposeInt('revision', { description: 'Leaderboard revision after the change.' }),
    kind: t.expose('kind', { type: BoardEventKindType, description: 'Kind of change.' }),
    at: t.expose('at', { type: 'DateTime', description: 'Time of the change.' }),
    note: t.exposeString('note', { nullable: true, description: 'Note.' }),
    benchmark: t.field({
      type: BenchmarkType,
      description: 'Current state.',
      resolve: ({ benchmarkId }) => benchmarkId,
    }),
    submission: t.field({
      type: SubmissionType,
      description: 'The submission that was published, re-evaluated or withdrawn.',
      resolve: ({ submissionId }) => submissionId,
    }),
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'The current entry; null if it has been withdrawn.',
      resolve: ({ submissionId }) => submissionId,
    }),
  }),
});

const SubmissionUpdateType = builder.objectRef<SubmissionUpdate>('SubmissionUpdate').implement({
  description: 'A change of a submission: its state, its progress or its queue position.',
  fields: (t) => ({
    cursor: t.id({
      description: 'Cursor; pass it as `after` to resume from here.',
      resolve: (update) => `${update.cursor}`,
    }),
    event: t.expose('event', {
      type: SubmissionEventType,
      nullable: true,
      description: 'The state change; null if only the progress or queue position changed.',
    }),
    submission: t.field({
      type: SubmissionType,
      description: 'Current state.',
      resolve: ({ submissionId }) => submissionId,
    }),
  }),
});

builder.subscriptionType({
  description: 'Subscriptions, as Server-Sent Events at `/graphql/stream`.',
});

builder.subscriptionField('leaderboardChanged', (t) =>
  t.field({
    type: LeaderboardChangeType,
    description: 'Changes of a leaderboard, each once and in order.',
    args: {
      benchmark: t.arg.string({ required: true, description: 'Slug of the benchmark.' }),
      after: t.arg.id({ description: after }),
    },
    subscribe: async (_root, args, context) => {
      const benchmark = await benchmarkBySlug(args.benchmark, context.database);
      if (!benchmark) throw userError('Benchmark not found.');
      return boardChanges(context, benchmark.id, args.after ?? null);
    },
    resolve: (event) => event,
  }),
);

builder.subscriptionField('submissionProgress', (t) =>
  t.field({
    type: SubmissionUpdateType,
    description:
      'The current state of a submission, then each state change once and in order, and changes of its progress and queue position. Ends when the submission ends.',
    args: {
      id: t.arg.id({ required: true, description: 'Id from the URL, or a global id.' }),
      after: t.arg.id({ description: after }),
    },
    subscribe: async (_root, args, context) => {
      const id = rawId(args.id, 'Submission');
      const submission = isPostgresText(id)
        ? await context.database.submission.findUnique({ where: { id } })
        : null;
      if (!submission) throw userError('Submission not found.');
      return submissionUpdates(context, submission.id, args.after ?? null);
    },
    resolve: (update) => update,
  }),
);
