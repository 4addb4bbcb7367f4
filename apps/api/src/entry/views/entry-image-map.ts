import type { DatasetModel } from '@clusterboard/core';
import { datasetOf, testImageUrl } from '../../catalogue/dataset-images.ts';
import { builder } from '../../platform/builder.ts';
import { partOf } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { RunView } from './entry-views.ts';

const mostPoints = 2000;

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
    image: t.exposeInt('image', { description: 'Its place in the test split.' }),
    x: t.exposeFloat('x', { description: 'In [0, 1].' }),
    y: t.exposeFloat('y', { description: 'In [0, 1].' }),
    classIndex: t.exposeInt('classIndex', { description: 'Its label.' }),
    cluster: t.exposeInt('cluster', { description: 'The cluster that it is in.' }),
    url: t.string({
      nullable: true,
      description: 'As of `TestImage`.',
      resolve: ({ dataset, image }) => testImageUrl(dataset, image),
    }),
  }),
});

interface ImageMap extends RunView<'map'> {
  readonly dataset: DatasetModel;
}

const ImageMapType = builder.objectRef<ImageMap>('ImageMap').implement({
  description:
    'Test images in two dimensions by a seeded UMAP of their features: what is near is alike, what is far need not be far. The same images for every entry of a dataset.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the run whose clusters the points bear.' }),
    pointCount: t.int({ description: 'Images on the map.', resolve: ({ view }) => view.images.length }),
    points: t.field({
      type: [PointType],
      description: 'The images, in the order of the split.',
      args: {
        first: t.arg.int({ required: true, defaultValue: mostPoints, description: `At most ${mostPoints}.` }),
        offset: t.arg.int({ required: true, defaultValue: 0, description: 'Points to leave out before.' }),
      },
      resolve: ({ dataset, view }, part) =>
        partOf(
          view.images.map((image, i) => ({
            dataset,
            image,
            x: view.x[i] as number,
            y: view.y[i] as number,
            classIndex: view.classes[i] as number,
            cluster: view.clusters[i] as number,
          })),
          part,
          mostPoints,
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
    description: 'A map of the test images; null for results older than views, and for a handful of images.',
    resolve: async (entry, _args, { loaders }) => {
      const map = await loaders.imageMap(entry.evaluationId);
      return map && { ...map, dataset: await datasetOf(entry, loaders) };
    },
  }),
);
