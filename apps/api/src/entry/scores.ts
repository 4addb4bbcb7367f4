import { type BoardEntry, type BoardMetric, figuresOf, type MetricFigures } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';
import type { SeedRun } from './seed-runs.ts';

export const IntervalType = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  cacheable: true,
  description: 'A 95% interval, by bootstrap over test images, and over seeds where there are several.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'Lower end.' }),
    high: t.exposeFloat('high', { description: 'Upper end.' }),
  }),
});

const ScoreStatisticsType = builder.objectRef<MetricFigures>('ScoreStatistics').implement({
  cacheable: true,
  description: 'One metric over the seeds of the protocol.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { description: 'Mean over the seeds.' }),
    standardDeviation: t.exposeFloat('std', {
      description: 'Sample standard deviation over the seeds; 0 when there is one seed.',
    }),
    interval: t.field({
      type: IntervalType,
      nullable: true,
      description: 'Where the score may lie; null for results older than intervals.',
      resolve: ({ low, high }) => (low === null || high === null ? null : { low, high }),
    }),
  }),
});

const text = {
  acc: 'Accuracy on test, clusters matched to classes on train by maximum linear assignment; in [0, 1].',
  ari: 'Adjusted Rand index on test; in [−0.5, 1], 0 for chance.',
  ami: 'Adjusted mutual information on test (arithmetic mean); at most 1, 0 for chance.',
  mi: 'Mutual information on test, in nats.',
  nmi: 'Normalised mutual information on test (arithmetic mean), the same as the V-measure; in [0, 1].',
} as const;

export const ScoresType = builder.objectRef<BoardEntry>('Scores').implement({
  cacheable: true,
  description: 'How well plain k-means on the features recovers the classes.',
  fields: (t) => {
    const metric = (name: BoardMetric) =>
      t.field({
        type: ScoreStatisticsType,
        description: text[name],
        resolve: (entry) => figuresOf(entry, name),
      });
    return {
      acc: metric('acc'),
      ari: metric('ari'),
      ami: metric('ami'),
      mi: metric('mi'),
      nmi: metric('nmi'),
    };
  },
});

export const SeedRunType = builder.objectRef<SeedRun>('SeedRun').implement({
  cacheable: true,
  description: 'One k-means run and its scores on the test split.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the start and of re-seeded clusters.' }),
    acc: t.float({ description: text.acc, resolve: ({ scores }) => scores.acc }),
    ari: t.float({ description: text.ari, resolve: ({ scores }) => scores.ari }),
    ami: t.float({ description: text.ami, resolve: ({ scores }) => scores.ami }),
    mi: t.float({ description: text.mi, resolve: ({ scores }) => scores.mi }),
    nmi: t.float({ description: text.nmi, resolve: ({ scores }) => scores.nmi }),
    inertia: t.exposeFloat('inertia', {
      description: 'Sum of squared distances of the train features to their centroids.',
    }),
    iterations: t.exposeInt('iterations', { description: 'Lloyd iterations until it stopped.' }),
    converged: t.exposeBoolean('converged', {
      description: 'False when the protocol’s bound on iterations ended the run.',
    }),
    reseeded: t.exposeInt('reseeded', { description: 'Clusters that became empty and were started anew.' }),
  }),
});
