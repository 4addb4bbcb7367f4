import { z } from 'zod';
import { slugPattern } from './slug.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const pixelSplit = z.strictObject({
  count: z.int().positive(),
  imagesSha256: sha256,
  labelsSha256: sha256,
});

const fileSplit = z.strictObject({
  count: z.int().positive(),
  imagesSha256: sha256,
  offsetsSha256: sha256,
  labelsSha256: sha256,
  namesSha256: sha256,
});

const described = {
  slug: z.string().regex(slugPattern),
  name: z.string().min(1),
  description: z.string().min(1),
  licence: z.strictObject({
    /** Identifier of the SPDX list, for example `CC-BY-4.0`; `NOASSERTION` where none was given. */
    spdx: z.string().min(1),
    /** The notice that the licence asks to keep. */
    text: z.string().min(1),
    url: z.url().or(z.literal('')),
  }),
  /** Empty if there is none. */
  homepage: z.url().or(z.literal('')),
  /** Where these bytes came from and what was done to them, in a sentence. */
  source: z.string().min(1),
  /**
   * In format 2 the size of half of the images or more, upright, or the median height and width (in packs of earlier versions
   * the largest ones), and 3 channels if any has colour.
   */
  image: z.strictObject({
    height: z.int().positive(),
    width: z.int().positive(),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
  /** The class of label i is `classNames[i]`. */
  classNames: z.array(z.string().min(1)).min(2).max(65_536),
};

/**
 * `manifest.json` of a dataset pack: what the images are, whose they are, and their hashes. Format 1
 * keeps pixels of one size, format 2 image files of any size as they came.
 */
export const manifestSchema = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal(1),
    ...described,
    splits: z.strictObject({ train: pixelSplit, test: pixelSplit }),
  }),
  z.strictObject({
    format: z.literal(2),
    ...described,
    splits: z.strictObject({ train: fileSplit, test: fileSplit }),
  }),
]);

export type Manifest = z.infer<typeof manifestSchema>;
export type PixelManifest = Extract<Manifest, { format: 1 }>;
export type FileManifest = Extract<Manifest, { format: 2 }>;

/** What a manifest says before the images are counted and hashed. */
export type Description = Omit<Manifest, 'format' | 'splits'>;

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

export const splitNames = ['train', 'test'] as const;

export type SplitName = (typeof splitNames)[number];
