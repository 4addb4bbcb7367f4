import type { DatasetModel } from '@clusterboard/core';
import { datasetOf } from '../../catalogue/benchmark.ts';
import { testImageUrl } from '../../catalogue/dataset-images.ts';
import { builder } from '../../platform/builder.ts';
import { firstArgument, offsetArgument, slice } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { RunView } from './entry-views.ts';

const maxPoints = 2000;

interface Point {
  readonly dataset: DatasetModel;
  readonly image: number;
  readonly x: number;
  readonly y: number;
  readonly classIndex: number;
  readonly cluster: number;
}

const PointType = builder.objectRef<Point>('ImageMapPoint').implement({
  description: 'A test image on the map.',
  fields: (t) => ({
    image: t.exposeInt('image', { description: 'Index in the test split.' }),
    x: t.exposeFloat('x', { description: 'In [0, 1].' }),
    y: t.exposeFloat('y', { description: 'In [0, 1].' }),
    classIndex: t.exposeInt('classIndex', { description: 'Class label.' }),
    cluster: t.exposeInt('cluster', { description: 'Cluster index.' }),
    url: t.string({
      nullable: true,
      description: 'See `TestImage.url`.',
      resolve: ({ dataset, image }) => testImageUrl(dataset, image),
    }),
  }),
});

interface ImageMap extends RunView<'map'> {
  readonly dataset: DatasetModel;
}

const ImageMapType = builder.objectRef<ImageMap>('ImageMap').implement({
  description:
    '2-D map of test images: a seeded UMAP of their features. Nearby points are similar; large distances are not meaningful. Every entry of a dataset shows the same images.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the run whose clusters are shown.' }),
    pointCount: t.int({ description: 'Number of images.', resolve: ({ view }) => view.images.length }),
    points: t.field({
      type: [PointType],
      description: 'Images, in dataset order.',
      args: {
        first: t.arg.int(firstArgument(maxPoints, maxPoints)),
        offset: t.arg.int(offsetArgument('points')),
      },
      resolve: ({ dataset, view }, part) =>
        slice(
          view.images.map((image, i) => ({
            dataset,
            image,
            x: view.x[i] as number,
            y: view.y[i] as number,
            classIndex: view.classes[i] as number,
            cluster: view.clusters[i] as number,
          })),
          part,
        ),
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'imageMap', (t) =>
  t.field({
    // 2000 points.
    cost: 2000,
    type: ImageMapType,
    nullable: true,
    description: 'Map of the test images; null for results from before views and for very small datasets.',
    resolve: async (entry, _args, context) => {
      const map = await context.loaders.imageMap(entry.evaluationId);
      return map && { ...map, dataset: await datasetOf(entry, context) };
    },
  }),
);
