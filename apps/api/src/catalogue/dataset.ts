import { type DatasetModel, imagesArePublic } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';
import { isPostgresText } from '../platform/postgres-text.ts';

export const DatasetType = builder.loadableNodeRef<DatasetModel, string>('Dataset', {
  id: { resolve: ({ id }) => id },
  load: (ids: string[], { database }) =>
    database.dataset.findMany({ where: { id: { in: ids.filter(isPostgresText) } } }),
  sort: ({ id }) => id,
});

DatasetType.implement({
  cacheable: true,
  description: 'A dataset of labelled images with a train and a test split.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Identifier in URLs and file names.' }),
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { description: 'What the images show.' }),
    licence: t.exposeString('licence', { description: 'Licence of the images.' }),
    homepage: t.exposeString('homepage', { description: 'Source of the images.' }),
    height: t.exposeInt('height', { description: 'Image height, in pixels; 0 if unknown.' }),
    width: t.exposeInt('width', { description: 'Image width, in pixels; 0 if unknown.' }),
    channels: t.exposeInt('channels', { description: '1 for greyscale, 3 for colour.' }),
    classNames: t.exposeStringList('classNames', {
      cost: 1000,
      description: 'Class names, in label order.',
    }),
    trainCount: t.exposeInt('trainCount', { description: 'Number of images in the train split.' }),
    testCount: t.exposeInt('testCount', { description: 'Number of images in the test split.' }),
    samplesUrl: t.string({
      nullable: true,
      description:
        'URL path of a picture of sample images, relative to this API; null if the images are not on this server or not public.',
      resolve: (dataset) =>
        dataset.available && imagesArePublic(dataset)
          ? `/datasets/${encodeURIComponent(dataset.slug)}/samples.png`
          : null,
    }),
  }),
});
