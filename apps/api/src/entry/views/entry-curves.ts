import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { CurvePoint, Curves } from './curves.ts';

const CurvePointType = builder.objectRef<CurvePoint>('CurvePoint').implement({
  description: 'Scores at one number of principal components or clusters.',
  fields: (t) => ({
    dimension: t.exposeInt('dim', { description: 'Dimensions used by k-means.' }),
    clusters: t.exposeInt('clusters', { description: 'Number of clusters, k.' }),
    trainCount: t.exposeInt('trainCount', { description: 'Number of train images used by k-means.' }),
    seeds: t.exposeInt('seeds', {
      description:
        'Number of runs: one per point, except at the leaderboard setting, which has all seeds of the protocol.',
    }),
    acc: t.float({ description: 'Accuracy on test.', resolve: ({ scores }) => scores.acc }),
    ari: t.float({ description: 'Adjusted Rand index on test.', resolve: ({ scores }) => scores.ari }),
    ami: t.float({
      description: 'Adjusted mutual information on test.',
      resolve: ({ scores }) => scores.ami,
    }),
    mi: t.float({ description: 'Mutual information on test, in nats.', resolve: ({ scores }) => scores.mi }),
    nmi: t.float({ description: 'Normalised mutual information.', resolve: ({ scores }) => scores.nmi }),
  }),
});

const CurvesType = builder.objectRef<Curves>('Curves').implement({
  description: 'Scores by PCA dimension and by k. Both include the leaderboard setting.',
  fields: (t) => ({
    byDimension: t.field({
      type: [CurvePointType],
      description: 'By number of principal components, at the protocol’s k; ascending, at most 12 points.',
      resolve: ({ dims }) => dims,
    }),
    byClusters: t.field({
      type: [CurvePointType],
      description: 'By k, at the protocol’s PCA dimension; ascending, at most 12 points.',
      resolve: ({ clusters }) => clusters,
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'curves', (t) =>
  t.field({
    // Two dozen points with their scores.
    cost: 150,
    type: CurvesType,
    nullable: true,
    description: 'How scores depend on PCA dimension and k; null for results from before curves.',
    resolve: ({ evaluationId }, _args, { loaders }) => loaders.curves(evaluationId),
  }),
);
