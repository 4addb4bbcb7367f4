import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import { scoreFields } from '../scores.ts';
import type { CurvePoint, Curves } from './entry-views.ts';

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
    ...scoreFields(t),
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
