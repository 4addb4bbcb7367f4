import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import { IntervalType } from '../scores.ts';
import type { View } from './entry-views.ts';

type Probes = View<'probes'>;

const accuracy = 'Top-1 on the test split, in [0, 1].';
const interval = '95% bootstrap interval over test images.';

const KnnProbeType = builder.objectRef<Probes['knn']>('KnnProbe').implement({
  description: 'A vote of the nearest train images (cosine), each weighing exp(cosine / temperature).',
  fields: (t) => ({
    accuracy: t.exposeFloat('accuracy', { description: accuracy }),
    interval: t.expose('interval', { type: IntervalType, description: interval }),
    neighbours: t.exposeInt('neighbours', { description: 'Train images that vote on each test image.' }),
    temperature: t.exposeFloat('temperature', { description: 'Temperature of the weights.' }),
  }),
});

const LinearProbeType = builder.objectRef<Probes['linear']>('LinearProbe').implement({
  description:
    'Multinomial logistic regression on the standardised features, its penalty chosen on a held-out part of train.',
  fields: (t) => ({
    accuracy: t.exposeFloat('accuracy', { description: accuracy }),
    interval: t.expose('interval', { type: IntervalType, description: interval }),
    penalty: t.exposeFloat('penalty', {
      description: 'λ of the objective: mean cross-entropy + λ/2 · the weights’ squared norm.',
    }),
    iterations: t.exposeInt('iterations', { description: 'L-BFGS iterations of the last fit.' }),
    converged: t.exposeBoolean('converged', {
      description: 'False when the bound on iterations ended the last fit.',
    }),
  }),
});

const ProbesType = builder.objectRef<Probes>('Probes').implement({
  description:
    'What the features give when labels are used to fit a classifier. For comparison only: no board is ranked by it.',
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
    description: 'Probes that use labels, never ranked by; null for results older than they.',
    resolve: async ({ evaluationId }, _args, { loaders }) =>
      (await loaders.probes(evaluationId))?.view ?? null,
  }),
);
