import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { type Result, success } from '@clusterboard/problems';
import { requireAcceptance } from '../shipped/gated.ts';
import { damaged } from './damage.ts';
import { type ImageLayout, verifyImages } from './image-checksums.ts';
import { type ImageReader, openFiles, openPixels } from './image-reader.ts';
import { type Manifest, manifestSchema, type SplitName } from './manifest.ts';
import {
  checkLength,
  manifestFile,
  readLabels,
  readNames,
  readOffsets,
  readText,
  samplesFile,
  splitFiles,
} from './pack-files.ts';

/** One split of a pack. Images and labels are separate files, so that a sandbox can be given images alone. */
export interface PackSplit {
  readonly name: SplitName;
  readonly count: number;
  /** Pixels of one size, or image files (JPEG, PNG, WebP, GIF) of any size as they came. */
  readonly kind: 'pixels' | 'files';
  /** Of `pixels`: uint8, row-major [count, height, width, channels]. Of `files`: one after the other. */
  readonly imagesPath: string;
  /** uint16 little-endian [count]. */
  readonly labelsPath: string;
  /** Bytes of one image in memory, height × width × channels; of `files`, of a typical one. */
  readonly imageBytes: number;
  /** SHA-256 of the images and where each begins: the same images in the same order have the same. */
  readonly contentSha256: string;
  /**
   * The class index of each image; read from disk, and hashed, at each call.
   *
   * @throws PlatformFault DATASET_DAMAGED
   */
  readLabels(): Promise<Uint16Array>;
  /**
   * The path that each image had where it came from; null for `pixels`.
   *
   * @throws PlatformFault DATASET_DAMAGED
   */
  readNames(): Promise<string[] | null>;
  /**
   * Compares the images with their hash; all are read where this process has not yet, where the file was
   * changed since, and where `again` is set.
   *
   * @returns a CRC-32 of each
   * @throws PlatformFault DATASET_DAMAGED
   */
  verifyImages(again?: boolean): Promise<Uint32Array>;
  /**
   * Verifies the images and opens them; to be closed by the caller.
   *
   * @throws PlatformFault DATASET_DAMAGED
   */
  openImages(): Promise<ImageReader>;
}

/** A dataset on disk: a directory with a manifest, the files of each split, and `samples.png`. */
export interface Pack {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly train: PackSplit;
  readonly test: PackSplit;
  /** A sprite for people: one row a class, {@link samplesPerClass} train images each. */
  readonly samplesPath: string;
  /** Of one image in the sprite. */
  readonly sampleSize: { readonly height: number; readonly width: number };
}

export const samplesPerClass = 10;
/** Of images in samples.png where the pack's own have many sizes. */
const sampleSide = 64;

export const imageBytes = ({ image }: Pick<Manifest, 'image'>): number =>
  image.height * image.width * image.channels;

async function openPixelSplit(
  directory: string,
  manifest: Extract<Manifest, { format: 1 }>,
  name: SplitName,
): Promise<Result<PackSplit>> {
  const { count, imagesSha256, labelsSha256 } = manifest.splits[name];
  const imagesPath = join(directory, splitFiles.pixels(name));
  const labelsPath = join(directory, splitFiles.labels(name));
  const bytes = imageBytes(manifest);
  const images = await checkLength(imagesPath, count * bytes);
  if (!images.ok) return images;
  const labels = await checkLength(labelsPath, count * 2);
  if (!labels.ok) return labels;
  const layout: ImageLayout = { count, boundary: (index) => index * bytes };
  const verify = (again?: boolean) => verifyImages(imagesPath, layout, imagesSha256, again);
  return success({
    name,
    count,
    kind: 'pixels',
    imagesPath,
    labelsPath,
    imageBytes: bytes,
    contentSha256: imagesSha256,
    readLabels: () => readLabels(labelsPath, labelsSha256),
    readNames: () => Promise.resolve(null),
    verifyImages: verify,
    openImages: async () =>
      openPixels({ path: imagesPath, layout, checksums: await verify() }, manifest.image),
  });
}

async function openFileSplit(
  directory: string,
  manifest: Extract<Manifest, { format: 2 }>,
  name: SplitName,
): Promise<Result<PackSplit>> {
  const { count, imagesSha256, offsetsSha256, labelsSha256, namesSha256 } = manifest.splits[name];
  const offsets = await readOffsets(directory, name, manifest.splits[name]);
  if (!offsets.ok) return offsets;
  const imagesPath = join(directory, splitFiles.files(name));
  const labelsPath = join(directory, splitFiles.labels(name));
  const labels = await checkLength(labelsPath, count * 2);
  if (!labels.ok) return labels;
  const layout: ImageLayout = { count, boundary: (index) => offsets.value[index] ?? 0 };
  const verify = (again?: boolean) => verifyImages(imagesPath, layout, imagesSha256, again);
  return success({
    name,
    count,
    kind: 'files',
    imagesPath,
    labelsPath,
    imageBytes: imageBytes(manifest),
    contentSha256: createHash('sha256').update(`${imagesSha256}\n${offsetsSha256}`).digest('hex'),
    readLabels: () => readLabels(labelsPath, labelsSha256),
    readNames: () => readNames(join(directory, splitFiles.names(name)), namesSha256),
    verifyImages: verify,
    openImages: async () => openFiles({ path: imagesPath, layout, checksums: await verify() }),
  });
}

const openSplit = (directory: string, manifest: Manifest, name: SplitName): Promise<Result<PackSplit>> =>
  manifest.format === 1
    ? openPixelSplit(directory, manifest, name)
    : openFileSplit(directory, manifest, name);

async function readManifest(directory: string): Promise<Result<Manifest>> {
  const path = join(directory, manifestFile);
  const text = await readText(path);
  if (!text.ok) return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return damaged(path, 'it is not JSON');
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  return damaged(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

/**
 * Opens the pack in `directory`: its manifest is read and the length of every file checked. Labels and images
 * are hashed when they are read; `verifyPack` and `openVerifiedPack` read all of them. Fails with DATASET_DAMAGED or LICENCE_NOT_ACCEPTED.
 */
export async function openPack(directory: string): Promise<Result<Pack>> {
  const read = await readManifest(directory);
  if (!read.ok) return read;
  const manifest = read.value;
  const accepted = await requireAcceptance(dirname(resolve(directory)), manifest.slug);
  if (!accepted.ok) return accepted;
  const train = await openSplit(directory, manifest, 'train');
  if (!train.ok) return train;
  const test = await openSplit(directory, manifest, 'test');
  if (!test.ok) return test;
  const { height, width } = manifest.image;
  return success({
    directory,
    manifest,
    train: train.value,
    test: test.value,
    samplesPath: join(directory, samplesFile),
    sampleSize: manifest.format === 1 ? { height, width } : { height: sampleSide, width: sampleSide },
  });
}
