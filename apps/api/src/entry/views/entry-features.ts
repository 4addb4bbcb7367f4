import { builder } from '../../platform/builder.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { EntryFeatures, FeatureFile } from './features.ts';

const FeatureFileType = builder.objectRef<FeatureFile>('FeatureFile').implement({
  description: 'Features of a split, one row per image in dataset order, as a float32 .npy file.',
  fields: (t) => ({
    url: t.string({
      description: 'URL path of the file, relative to this API. Supports Range requests.',
      resolve: ({ submissionId, split }) =>
        `/entries/${encodeURIComponent(submissionId)}/features/${split}.npy`,
    }),
    rows: t.exposeInt('rows', { description: 'Number of images.' }),
    dimension: t.exposeInt('dimension', { description: 'Feature dimension.' }),
    sizeBytes: t.expose('sizeBytes', { type: 'Long', description: 'File size, in bytes.' }),
    sha256: t.exposeString('sha256', {
      description: 'SHA-256 of the values after the file header; equal to the hash in the receipt.',
    }),
  }),
});

const EntryFeaturesType = builder.objectRef<EntryFeatures>('EntryFeatures').implement({
  description: 'Encoder output before PCA.',
  fields: (t) => ({
    train: t.expose('train', { type: FeatureFileType, description: 'Features of the train split.' }),
    test: t.expose('test', { type: FeatureFileType, description: 'Features of the test split.' }),
  }),
});

builder.objectField(LeaderboardEntryType, 'features', (t) =>
  t.field({
    type: EntryFeaturesType,
    nullable: true,
    description: 'Features for download. Null if they are no longer stored or the images are not public.',
    resolve: async ({ submissionId }, _args, { loaders, findFeatures }) => {
      const stored = await loaders.features.load(submissionId);
      return stored && findFeatures(stored);
    },
  }),
);
