import type { RankChange } from '@clusterboard/core';
import { MetricType } from '../board/metric.ts';
import { builder } from '../platform/builder.ts';
import { pageSizeOf } from '../platform/pagination.ts';
import { SubmissionType } from '../submission/submission.ts';
import { LeaderboardEntryType } from './leaderboard-entry.ts';
import { type RankChangeReason, rankHistory, reasonOf } from './rank-history-connection.ts';

const reasons: Record<RankChangeReason, { description: string }> = {
  ENTERED: { description: 'The entry entered the leaderboard.' },
  RESCORED: { description: 'The entry was re-evaluated.' },
  WITHDRAWN: { description: 'The entry was withdrawn.' },
  OTHER_PUBLISHED_ABOVE: { description: 'Another entry was published above it.' },
  OTHER_RESCORED_ABOVE: { description: 'Another entry was re-evaluated and moved above it.' },
  OTHER_RESCORED_BELOW: { description: 'Another entry was re-evaluated and moved below it.' },
  OTHER_WITHDRAWN: { description: 'An entry above it was withdrawn.' },
};

const RankChangeReasonType = builder.enumType('RankChangeReason', {
  description: 'Why a rank changed.',
  values: reasons as Record<RankChangeReason, { description: string }>,
});

const RankChangeType = builder.objectRef<RankChange>('RankChange').implement({
  description: 'A change of an entry or of its rank.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'Time of the event.' }),
    revision: t.exposeInt('revision', { description: 'Leaderboard revision after the change.' }),
    reason: t.field({ type: RankChangeReasonType, description: 'Reason.', resolve: reasonOf }),
    rankBefore: t.exposeInt('rankBefore', {
      nullable: true,
      description: 'Rank before; null before the entry was published.',
    }),
    rankAfter: t.exposeInt('rankAfter', {
      nullable: true,
      description: 'Rank after; null if the entry was withdrawn.',
    }),
    cause: t.field({
      type: SubmissionType,
      description: 'The submission that was published, re-evaluated or withdrawn; may be the entry’s own.',
      resolve: ({ causeId }) => causeId,
    }),
    note: t.exposeString('note', { nullable: true, description: 'Note.' }),
  }),
});

/** Not `t.connection`, which would declare `last` and `before`: a history is read from the newest change. */
const RankHistoryConnection = builder.connectionObject(
  { type: RankChangeType, name: 'RankHistoryConnection', description: 'A page of an entry’s rank history.' },
  { name: 'RankHistoryEdge', description: 'An item of an entry’s rank history.' },
);

builder.objectField(LeaderboardEntryType, 'rankHistory', (t) =>
  t.field({
    // The newest 500 events of the leaderboard are scanned for each entry.
    cost: 100,
    type: RankHistoryConnection,
    description: 'Rank history, newest first.',
    args: {
      metric: t.arg({
        type: MetricType,
        required: true,
        defaultValue: 'acc',
        description: 'Metric of the ranks.',
      }),
      first: t.arg.int({
        description: 'Number of items from the start; at most 100, default 20.',
        validate: pageSizeOf('changes'),
      }),
      after: t.arg.string({ description: 'Return items after this cursor.' }),
    },
    resolve: (entry, args, { loaders }) => rankHistory(entry, args, loaders),
  }),
);
