import type { RankChange } from '@clusterboard/core';
import { MetricType } from '../board/metric.ts';
import { builder } from '../platform/builder.ts';
import { SubmissionType } from '../submission/submission.ts';
import { LeaderboardEntryType } from './leaderboard-entry.ts';
import { type RankChangeReason, rankHistory, reasonOf } from './rank-history-connection.ts';

const reasons: Record<RankChangeReason, { description: string }> = {
  ENTERED: { description: 'It came onto the board.' },
  RESCORED: { description: 'It was evaluated anew.' },
  WITHDRAWN: { description: 'It was taken off the board.' },
  OTHER_PUBLISHED_ABOVE: { description: 'Another entry came onto the board above it.' },
  OTHER_RESCORED_ABOVE: { description: 'Another entry was evaluated anew and passed it.' },
  OTHER_RESCORED_BELOW: { description: 'Another entry was evaluated anew and fell behind it.' },
  OTHER_WITHDRAWN: { description: 'An entry above it was taken off the board.' },
};

const RankChangeReasonType = builder.enumType('RankChangeReason', {
  description: 'Why an entry moved.',
  values: reasons as Record<RankChangeReason, { description: string }>,
});

const RankChangeType = builder.objectRef<RankChange>('RankChange').implement({
  description: 'A change of an entry’s rank, or of the entry itself.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    revision: t.exposeInt('revision', { description: 'Of the board, after it.' }),
    reason: t.field({ type: RankChangeReasonType, description: 'Why.', resolve: reasonOf }),
    rankBefore: t.exposeInt('rankBefore', {
      nullable: true,
      description: 'Null before the entry was on the board.',
    }),
    rankAfter: t.exposeInt('rankAfter', { nullable: true, description: 'Null when it left the board.' }),
    cause: t.field({
      type: SubmissionType,
      description: 'The submission that was published, evaluated anew or withdrawn; maybe the entry’s own.',
      resolve: ({ causeId }, _args, { loaders }) => loaders.submission.must(causeId),
    }),
    note: t.exposeString('note', { nullable: true, description: 'A remark for people.' }),
  }),
});

/** `t.connection` would declare `last` and `before`, and a history is read from its newest change on. */
const RankHistoryConnection = builder.connectionObject(
  { type: RankChangeType, name: 'RankHistoryConnection', description: 'A page of what moved an entry.' },
  { name: 'RankHistoryEdge', description: 'A place in what moved an entry.' },
);

builder.objectField(LeaderboardEntryType, 'rankHistory', (t) =>
  t.field({
    // The newest 500 events of the leaderboard are scanned for each entry.
    cost: 100,
    type: RankHistoryConnection,
    description: 'What moved it, newest first, page by page from the start.',
    args: {
      metric: t.arg({
        type: MetricType,
        required: true,
        defaultValue: 'acc',
        description: 'The metric of the ranks.',
      }),
      first: t.arg.int({
        description: 'How many to take from the start, at most 100; 20 if nothing is said.',
      }),
      after: t.arg.string({ description: 'Take only what follows this cursor.' }),
    },
    resolve: (entry, args, { loaders }) => rankHistory(entry, args, loaders),
  }),
);
