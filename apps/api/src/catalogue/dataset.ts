import type { DatasetModel } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';

export const DatasetType = builder.objectRef<DatasetModel>('Dataset');

builder.node(DatasetType, {
  cacheable: true,
  description: 'Images and their classes, in a train and a test split.',
  id: { resolve: ({ id }) => id },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.dataset.load(id))),
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Name in addresses and in files.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    description: t.exposeString('description', { description: 'What the images show.' }),
    licence: t.exposeString('licence', { description: 'Terms that the images come under.' }),
    homepage: t.exposeString('homepage', { description: 'Where the images come from.' }),
    height: t.exposeInt('height', { description: 'Height of an image, in pixels; 0 where it is not known.' }),
    width: t.exposeInt('width', { description: 'Width of an image, in pixels; 0 where it is not known.' }),
    channels: t.exposeInt('channels', { description: '1 for grey images, 3 for colour.' }),
    classNames: t.exposeStringList('classNames', {
      cost: 1000,
      description: 'Names of the classes, in label order.',
    }),
    trainCount: t.exposeInt('trainCount', { description: 'Images in the train split.' }),
    testCount: t.exposeInt('testCount', { description: 'Images in the test split.' }),
    samplesUrl: t.string({
      nullable: true,
      description:
        'Path of a picture with sample images, on the origin of this API; null where there are none here, or the host keeps them to itself.',
      resolve: ({ slug, available, gated }) =>
        available && !gated ? `/datasets/${encodeURIComponent(slug)}/samples.png` : null,
    }),
  }),
});
