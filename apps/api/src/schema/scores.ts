import type { BoardEntry } from '@clusterboard/database';
import { builder } from '../builder.ts';
import type { SeedRun } from '../services/seed-runs.ts';

interface ScoreStatistics {
  readonly mean: number;
  readonly standardDeviation: number;
}

const ScoreStatisticsType = builder.objectRef<ScoreStatistics>('ScoreStatistics').implement({
  description: 'One metric over the seeds of the protocol.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { description: 'Mean over the seeds.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      description: 'Sample standard deviation over the seeds; 0 when there is one seed.',
    }),
  }),
});

const text = {
  acc: 'Accuracy on test, clusters matched to classes on train by maximum linear assignment; in [0, 1].',
  ari: 'Adjusted Rand index on test; in [−0.5, 1], 0 for chance.',
  ami: 'Adjusted mutual information on test (arithmetic mean); at most 1, 0 for chance.',
  mi: 'Mutual information on test, in nats.',
} as const;

export const ScoresType = builder.objectRef<BoardEntry>('Scores').implement({
  description: 'How well plain k-means on the features recovers the classes.',
  fields: (t) => ({
    acc: t.field({
      type: ScoreStatisticsType,
      description: text.acc,
      resolve: ({ accMean, accStd }) => ({ mean: accMean, standardDeviation: accStd }),
    }),
    ari: t.field({
      type: ScoreStatisticsType,
      description: text.ari,
      resolve: ({ ariMean, ariStd }) => ({ mean: ariMean, standardDeviation: ariStd }),
    }),
    ami: t.field({
      type: ScoreStatisticsType,
      description: text.ami,
      resolve: ({ amiMean, amiStd }) => ({ mean: amiMean, standardDeviation: amiStd }),
    }),
    mi: t.field({
      type: ScoreStatisticsType,
      description: text.mi,
      resolve: ({ miMean, miStd }) => ({ mean: miMean, standardDeviation: miStd }),
    }),
  }),
});

export const SeedRunType = builder.objectRef<SeedRun>('SeedRun').implement({
  description: 'One k-means run and its scores on the test split.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the start and of re-seeded clusters.' }),
    acc: t.float({ description: text.acc, resolve: ({ scores }) => scores.acc }),
    ari: t.float({ description: text.ari, resolve: ({ scores }) => scores.ari }),
    ami: t.float({ description: text.ami, resolve: ({ scores }) => scores.ami }),
    mi: t.float({ description: text.mi, resolve: ({ scores }) => scores.mi }),
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
