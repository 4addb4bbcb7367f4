import { builder } from '../../platform/builder.ts';
import { checkFirst } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import { mostNeighbours, type Neighbour } from './neighbours.ts';

const NeighbourType = builder.objectRef<Neighbour>('EntryNeighbour').implement({
  description: 'Another entry of the board, and how alike both cluster the test images.',
  fields: (t) => ({
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'The other entry; null if it has just left the board.',
      resolve: ({ submissionId }, _args, { loaders }) => loaders.entry.load(submissionId),
    }),
    ari: t.exposeFloat('ari', {
      description: 'Adjusted Rand index between the assignments of both, the mean over seeds.',
    }),
    ami: t.exposeFloat('ami', {
      description: 'Adjusted mutual information between them, the mean over seeds.',
    }),
    sameFeatures: t.exposeBoolean('sameFeatures', {
      description: 'Whether the features of both are the same to the last bit.',
    }),
    nearDuplicate: t.exposeBoolean('nearDuplicate', {
      description: 'Whether both are one encoder or nearly: the same features, or an ARI of 0.95 or more.',
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'neighbours', (t) =>
  t.field({
    type: [NeighbourType],
    nullable: true,
    description:
      'Of the entries with like scores (100 above and 100 below), those that agree most on the test images. For at most four entries a request; null for results older than views.',
    args: {
      first: t.arg.int({ required: true, defaultValue: 5, description: `At most ${mostNeighbours}.` }),
    },
    resolve: async ({ evaluationId }, { first }, { findNeighbours }) => {
      checkFirst(first, mostNeighbours);
      return findNeighbours(evaluationId, first);
    },
  }),
);
