import type { DatasetModel } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';
import { testImageUrl } from './dataset-images.ts';

export interface ClassOf {
  readonly dataset: DatasetModel;
  readonly index: number;
}

export const ImageClassType = builder.objectRef<ClassOf>('ImageClass').implement({
  description: 'A class of a dataset.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its label: its place among the dataset’s class names.' }),
    name: t.string({
      description: 'Its name.',
      resolve: ({ dataset, index }) => dataset.classNames[index] ?? String(index),
    }),
  }),
});

export interface TestImage extends ClassOf {
  readonly classIndex: number;
}

export const TestImageType = builder.objectRef<TestImage>('TestImage').implement({
  description: 'An image of a dataset’s test split.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the split.' }),
    class: t.field({
      type: ImageClassType,
      description: 'What it shows.',
      resolve: ({ dataset, classIndex }) => ({ dataset, index: classIndex }),
    }),
    url: t.string({
      nullable: true,
      description:
        'Path of the picture (WebP) on the origin of this API, cacheable for ever; null where the host keeps the images to itself.',
      resolve: ({ dataset, index }) => testImageUrl(dataset, index),
    }),
  }),
});
