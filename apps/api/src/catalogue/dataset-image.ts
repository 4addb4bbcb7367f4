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
    index: t.exposeInt('index', { description: 'Label: index into the dataset’s class names.' }),
    name: t.string({
      description: 'Class name.',
      resolve: ({ dataset, index }) => dataset.classNames[index] ?? String(index),
    }),
  }),
});

export interface TestImage extends ClassOf {
  readonly classIndex: number;
}

export const TestImageType = builder.objectRef<TestImage>('TestImage').implement({
  description: 'An image of a test split.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Index in the split.' }),
    class: t.field({
      type: ImageClassType,
      description: 'Class of the image.',
      resolve: ({ dataset, classIndex }) => ({ dataset, index: classIndex }),
    }),
    url: t.string({
      nullable: true,
      description:
        'URL path of the image (WebP), relative to this API, cacheable indefinitely; null if the images are not public.',
      resolve: ({ dataset, index }) => testImageUrl(dataset, index),
    }),
  }),
});
