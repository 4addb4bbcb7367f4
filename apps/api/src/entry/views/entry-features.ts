import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { EntryFeatures, FeatureFile } from './features.ts';

const FeatureFileType = builder.objectRef<FeatureFile>('FeatureFile').implement({
  description: 'The features of all images of a split, in their order, as a .npy file of float32.',
  fields: (t) => ({
    url: t.string({
      description: 'Path of the file, on the origin of this API. Parts of it may be asked for by Range.',
      resolve: ({ submissionId, split }) =>
        `/entries/${encodeURIComponent(submissionId)}/features/${split}.npy`,
    }),
    rows: t.exposeInt('rows', { description: 'Images of the split.' }),
    dimension: t.exposeInt('dimension', { description: 'Values per image.' }),
    sizeBytes: t.expose('sizeBytes', { type: 'Long', description: 'Length of the file, in bytes.' }),
    sha256: t.exposeString('sha256', {
      description: 'SHA-256 of the values, which follow the header of the file; the receipt has it too.',
    }),
  }),
});

const EntryFeaturesType = builder.objectRef<EntryFeatures>('EntryFeatures').implement({
  description: 'What the encoder made of the images, before any PCA.',
  fields: (t) => ({
    train: t.expose('train', { type: FeatureFileType, description: 'Of the training images.' }),
    test: t.expose('test', { type: FeatureFileType, description: 'Of the test images.' }),
  }),
});

builder.objectField(LeaderboardEntryType, 'features', (t) =>
  t.field({
    type: EntryFeaturesType,
    nullable: true,
    description:
      'Its features, for download. Null when they are no longer kept, and where the host keeps the images to itself.',
    resolve: async ({ submissionId }, _args, { loaders, findFeatures }) => {
      const stored = await loaders.features.load(submissionId);
      return stored && findFeatures(stored);
    },
  }),
);
