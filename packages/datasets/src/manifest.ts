import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const splitSchema = z.strictObject({
  count: z.int().positive(),
  imagesSha256: sha256,
  labelsSha256: sha256,
});

/** `manifest.json` of a dataset pack: what the images are, whose they are, and their hashes. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  description: z.string().min(1),
  licence: z.strictObject({
    /** Identifier of the SPDX list, for example `CC-BY-4.0`. */
    spdx: z.string().min(1),
    /** The notice that the licence asks to keep. */
    text: z.string().min(1),
    url: z.url(),
  }),
  homepage: z.url(),
  /** Where these bytes came from and what was done to them, in a sentence. */
  source: z.string().min(1),
  image: z.strictObject({
    height: z.int().positive(),
    width: z.int().positive(),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
  /** The class of label i is `classNames[i]`. */
  classNames: z.array(z.string().min(1)).min(2).max(65_536),
  splits: z.strictObject({ train: splitSchema, test: splitSchema }),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const splitNames = ['train', 'test'] as const;

export type SplitName = (typeof splitNames)[number];
