import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import { IntervalType } from '../scores.ts';
import type { View } from './entry-views.ts';

type Probes = View<'probes'>;

const accuracy = 'Top-1 on the test split, in [0, 1].';
const interval = '95% bootstrap interval over test images.';

const KnnProbeType = builder.objectRef<Probes['knn']>('KnnProbe').implement({
  description:
    'Weighted k-nearest-neighbour classifier: train images vote with weight exp(cosine / temperature).',
  fields: (t) => ({
    accuracy: t.exposeFloat('accuracy', { description: accuracy }),
    interval: t.expose('interval', { type: IntervalType, description: interval }),
    neighbours: t.exposeInt('neighbours', { description: 'Number of neighbours that vote.' }),
    temperature: t.exposeFloat('temperature', { description: 'Temperature of the vote weights.' }),
  }),
});

const LinearProbeType = builder.objectRef<Probes['linear']>('LinearProbe').implement({
  description:
    'Multinomial logistic regression on standardised features; the penalty is chosen on held-out train images.',
  fields: (t) => ({
    accuracy: t.exposeFloat('accuracy', { description: accuracy }),
    interval: t.expose('interval', { type: IntervalType, description: interval }),
    penalty: t.exposeFloat('penalty', {
      description: 'λ of the objective: mean cross-entropy + λ/2 · the weights’ squared norm.',
    }),
    iterations: t.exposeInt('iterations', { description: 'L-BFGS iterations of the last fit.' }),
    converged: t.exposeBoolean('converged', {
      description: 'False if the last fit reached the iteration limit.',
    }),
  }),
});

const ProbesType = builder.objectRef<Probes>('Probes').implement({
  description:
    'Accuracy of classifiers trained on the features with labels. For comparison only; does not affect the ranking.',
  fields: (t) => ({
    usesLabels: t.boolean({ description: 'Always true.', resolve: () => true }),
    knn: t.expose('knn', { type: KnnProbeType, description: 'Weighted nearest neighbours.' }),
    linear: t.expose('linear', { type: LinearProbeType, description: 'A linear classifier.' }),
  }),
});

builder.objectField(LeaderboardEntryType, 'probes', (t) =>
  t.field({
    cost: 30,
    type: ProbesType,
    nullable: true,
    description:
      'Probes, which use labels and do not affect the ranking; null for results from before probes.',
    resolve: async ({ evaluationId }, _args, { loaders }) =>
      (await loaders.probes(evaluationId))?.view ?? null,
  }),
);
