import { builder } from '../../platform/builder.ts';
import { firstArgument } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import { maxNeighbours, type Neighbour } from './neighbours.ts';

const NeighbourType = builder.objectRef<Neighbour>('EntryNeighbour').implement({
  description: 'Another entry of the leaderboard and how similarly it clusters the test images.',
  fields: (t) => ({
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'The other entry; null if it has just been withdrawn.',
      resolve: ({ submissionId }) => submissionId,
    }),
    ari: t.exposeFloat('ari', {
      description: 'Adjusted Rand index between the cluster assignments, averaged over seeds.',
    }),
    ami: t.exposeFloat('ami', {
      description: 'Adjusted mutual information between the cluster assignments, averaged over seeds.',
    }),
    sameFeatures: t.exposeBoolean('sameFeatures', {
      description: 'Whether both have bit-identical features.',
    }),
    nearDuplicate: t.exposeBoolean('nearDuplicate', {
      description:
        'Whether both are likely the same encoder: identical features, or an ARI of at least 0.95.',
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'neighbours', (t) =>
  t.field({
    type: [NeighbourType],
    nullable: true,
    description:
      'Entries with the most similar clusters, among the 100 ranked above and the 100 below. At most four entries per request; null for results from before views.',
    args: {
      first: t.arg.int(firstArgument(maxNeighbours, 5)),
    },
    resolve: async ({ evaluationId }, { first }, { findNeighbours }) => {
      return findNeighbours(evaluationId, first);
    },
  }),
);
