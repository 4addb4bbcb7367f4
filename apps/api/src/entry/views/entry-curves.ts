import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { CurvePoint, Curves } from './curves.ts';

const CurvePointType = builder.objectRef<CurvePoint>('CurvePoint').implement({
  description: 'Scores at another number of principal components or clusters.',
  fields: (t) => ({
    dimension: t.exposeInt('dim', { description: 'Dimensions that k-means saw.' }),
    clusters: t.exposeInt('clusters', { description: 'k.' }),
    trainCount: t.exposeInt('trainCount', { description: 'Train images that k-means saw.' }),
    seeds: t.exposeInt('seeds', {
      description: 'Runs behind the scores: all of the protocol’s at the entry’s own place, elsewhere one.',
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
  description: 'Scores against PCA dimension and against k; the entry’s own place stands on both.',
  fields: (t) => ({
    byDimension: t.field({
      type: [CurvePointType],
      description: 'Against principal components, at the protocol’s k; rising, a dozen points at most.',
      resolve: ({ dims }) => dims,
    }),
    byClusters: t.field({
      type: [CurvePointType],
      description: 'Against k, in the protocol’s dimensions; rising, a dozen points at most.',
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
    description: 'How scores depend on dimension and k; null for results older than curves.',
    resolve: ({ evaluationId }, _args, { loaders }) => loaders.curves(evaluationId),
  }),
);
