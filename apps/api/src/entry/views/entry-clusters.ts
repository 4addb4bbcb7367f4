import type { DatasetModel } from '@clusterboard/core';
import { datasetOf } from '../../catalogue/benchmark.ts';
import { ImageClassType, TestImageType } from '../../catalogue/dataset-image.ts';
import { builder } from '../../platform/builder.ts';
import { firstArgument, offsetArgument, slice } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { View } from './entry-views.ts';

const maxClusters = 100;
const maxImages = 12;
const maxPairs = 100;

interface Cluster {
  readonly dataset: DatasetModel;
  readonly view: View<'clusters'>[number];
}

const ClusterType = builder.objectRef<Cluster>('Cluster').implement({
  description: 'A cluster of one k-means run and its test images.',
  fields: (t) => ({
    index: t.int({ description: 'Cluster index in the run.', resolve: ({ view }) => view.cluster }),
    class: t.field({
      type: ImageClassType,
      description: 'Class the cluster was matched to on the train split.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.matchedClass }),
    }),
    majorityClass: t.field({
      type: ImageClassType,
      nullable: true,
      description: 'Most frequent class among its test images; null if it has none.',
      resolve: ({ dataset, view }) =>
        view.majorityClass === null ? null : { dataset, index: view.majorityClass },
    }),
    size: t.int({ description: 'Number of test images.', resolve: ({ view }) => view.size }),
    purity: t.float({
      nullable: true,
      description: 'Share of its test images in the majority class; null if it has none.',
      resolve: ({ view }) => view.purity,
    }),
    matchedShare: t.float({
      nullable: true,
      description: 'Share of its test images in the matched class; null if it has none.',
      resolve: ({ view }) => view.matchedShare,
    }),
    nearestImages: t.field({
      type: [TestImageType],
      description: 'Its test images closest to the centroid, closest first.',
      args: {
        first: t.arg.int(firstArgument(maxImages, maxImages)),
      },
      resolve: ({ dataset, view }, { first }) => {
        const images = view.nearest.map((index, i) => ({
          dataset,
          index,
          classIndex: view.nearestClasses[i] as number,
        }));
        return slice(images, { first });
      },
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'clusterList', (t) =>
  t.field({
    // 1000 clusters with a dozen images each.
    cost: 2000,
    type: [ClusterType],
    nullable: true,
    description:
      'Clusters of the run with median accuracy (the run of `contingency`), by matched class, then by size, largest first; null for results from before views.',
    args: {
      first: t.arg.int(firstArgument(maxClusters, 20)),
      offset: t.arg.int(offsetArgument('clusters')),
    },
    resolve: async (entry, part, context) => {
      const clusters = await context.loaders.clusters(entry.evaluationId);
      if (clusters === null) return null;
      const dataset = await datasetOf(entry, context);
      return slice(clusters.view, part).map((view) => ({ dataset, view }));
    },
  }),
);

interface Pair {
  readonly dataset: DatasetModel;
  readonly view: View<'confusedPairs'>[number];
}

const PairType = builder.objectRef<Pair>('ConfusedPair').implement({
  description: 'Two classes whose test images are found in each other’s clusters.',
  fields: (t) => ({
    first: t.field({
      type: ImageClassType,
      description: 'Class with the lower index.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.first }),
    }),
    second: t.field({
      type: ImageClassType,
      description: 'Class with the higher index.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.second }),
    }),
    firstAsSecond: t.int({
      description: 'Images of the first class in clusters matched to the second.',
      resolve: ({ view }) => view.firstAsSecond,
    }),
    secondAsFirst: t.int({
      description: 'Images of the second class in clusters matched to the first.',
      resolve: ({ view }) => view.secondAsFirst,
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'confusedPairs', (t) =>
  t.field({
    // 100 pairs.
    cost: 150,
    type: [PairType],
    nullable: true,
    description:
      'Most confused pairs of classes in the run with median accuracy, most images first; null for results from before views.',
    args: {
      first: t.arg.int(firstArgument(maxPairs, 10)),
    },
    resolve: async (entry, { first }, context) => {
      const pairs = await context.loaders.confusedPairs(entry.evaluationId);
      if (pairs === null) return null;
      const dataset = await datasetOf(entry, context);
      return slice(pairs.view, { first }).map((view) => ({ dataset, view }));
    },
  }),
);
