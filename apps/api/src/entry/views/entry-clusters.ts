import type { DatasetModel } from '@clusterboard/core';
import { ImageClassType, TestImageType } from '../../catalogue/dataset-image.ts';
import { datasetOf } from '../../catalogue/dataset-images.ts';
import { builder } from '../../platform/builder.ts';
import { partOf } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { View } from './entry-views.ts';

const mostClusters = 100;
const mostImages = 12;
const mostPairs = 100;

interface Cluster {
  readonly dataset: DatasetModel;
  readonly view: View<'clusters'>[number];
}

const ClusterType = builder.objectRef<Cluster>('Cluster').implement({
  description: 'A cluster of one k-means run, and the test images in it.',
  fields: (t) => ({
    index: t.int({ description: 'Its index in the run.', resolve: ({ view }) => view.cluster }),
    class: t.field({
      type: ImageClassType,
      description: 'The class that it was matched to on train.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.matchedClass }),
    }),
    majorityClass: t.field({
      type: ImageClassType,
      nullable: true,
      description: 'The most frequent class of its test images; null where it has none.',
      resolve: ({ dataset, view }) =>
        view.majorityClass === null ? null : { dataset, index: view.majorityClass },
    }),
    size: t.int({ description: 'Test images in it.', resolve: ({ view }) => view.size }),
    purity: t.float({
      nullable: true,
      description: 'Share of its test images that are of its majority class; null where it has none.',
      resolve: ({ view }) => view.purity,
    }),
    matchedShare: t.float({
      nullable: true,
      description:
        'Share of its test images that are of the class it was matched to; null where it has none.',
      resolve: ({ view }) => view.matchedShare,
    }),
    nearestImages: t.field({
      type: [TestImageType],
      description: 'The test images in it that are nearest to its centroid, nearest first.',
      args: {
        first: t.arg.int({ required: true, defaultValue: mostImages, description: `At most ${mostImages}.` }),
      },
      resolve: ({ dataset, view }, { first }) => {
        const images = view.nearest.map((index, i) => ({
          dataset,
          index,
          classIndex: view.nearestClasses[i] as number,
        }));
        return partOf(images, { first, offset: 0 }, mostImages);
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
      'The clusters of the run of median accuracy (as in `contingency`), ordered by matched class, then largest first; null for results older than views.',
    args: {
      first: t.arg.int({ required: true, defaultValue: 20, description: `At most ${mostClusters}.` }),
      offset: t.arg.int({ required: true, defaultValue: 0, description: 'Clusters to leave out before.' }),
    },
    resolve: async (entry, part, { loaders }) => {
      const clusters = await loaders.clusters(entry.evaluationId);
      if (clusters === null) return null;
      const dataset = await datasetOf(entry, loaders);
      return partOf(clusters.view, part, mostClusters).map((view) => ({ dataset, view }));
    },
  }),
);

interface Pair {
  readonly dataset: DatasetModel;
  readonly view: View<'confusedPairs'>[number];
}

const PairType = builder.objectRef<Pair>('ConfusedPair').implement({
  description: 'Two classes whose test images stand in each other’s clusters.',
  fields: (t) => ({
    first: t.field({
      type: ImageClassType,
      description: 'The class of the lower index.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.first }),
    }),
    second: t.field({
      type: ImageClassType,
      description: 'The other class.',
      resolve: ({ dataset, view }) => ({ dataset, index: view.second }),
    }),
    firstAsSecond: t.int({
      description: 'Images of the first in clusters matched to the second.',
      resolve: ({ view }) => view.firstAsSecond,
    }),
    secondAsFirst: t.int({
      description: 'Images of the second in clusters matched to the first.',
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
      'The classes most confused in the run of median accuracy, most images first; null for results older than views.',
    args: { first: t.arg.int({ required: true, defaultValue: 10, description: `At most ${mostPairs}.` }) },
    resolve: async (entry, { first }, { loaders }) => {
      const pairs = await loaders.confusedPairs(entry.evaluationId);
      if (pairs === null) return null;
      const dataset = await datasetOf(entry, loaders);
      return partOf(pairs.view, { first, offset: 0 }, mostPairs).map((view) => ({ dataset, view }));
    },
  }),
);
