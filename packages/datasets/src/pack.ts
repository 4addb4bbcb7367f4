import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from './damage.ts';
import { type Manifest, manifestSchema, type SplitName, splitNames } from './manifest.ts';

/** One split of a pack. Images and labels are separate files, so that a jail can be given images alone. */
export interface PackSplit {
  readonly name: SplitName;
  readonly count: number;
  /** uint8, row-major [count, height, width, channels]. */
  readonly imagesPath: string;
  /** uint16 little-endian [count]. */
  readonly labelsPath: string;
  /** Bytes of one image: height × width × channels. */
  readonly imageBytes: number;
  /** The class index of each image; read from disk at each call. */
  readLabels(): Promise<Uint16Array>;
}

/** A dataset on disk: a directory with a manifest, two files a split, and `samples.png`. */
export interface Pack {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly train: PackSplit;
  readonly test: PackSplit;
  /** A sprite for people: one row a class, {@link samplesPerClass} train images each. */
  readonly samplesPath: string;
}

export const samplesPerClass = 10;
export const manifestFile = 'manifest.json';
export const samplesFile = 'samples.png';
export const imagesFile = (split: SplitName): string => `${split}.images.u8`;
export const labelsFile = (split: SplitName): string => `${split}.labels.u16`;

export const imageBytes = ({ image }: Pick<Manifest, 'image'>): number =>
  image.height * image.width * image.channels;

/** uint16 little-endian on disk, whatever the machine's own order is. */
async function readLabels(path: string): Promise<Uint16Array> {
  const bytes = await readFile(path);
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(2 * i));
}

function packSplit(directory: string, manifest: Manifest, name: SplitName): PackSplit {
  const labelsPath = join(directory, labelsFile(name));
  return {
    name,
    count: manifest.splits[name].count,
    imagesPath: join(directory, imagesFile(name)),
    labelsPath,
    imageBytes: imageBytes(manifest),
    readLabels: () => readLabels(labelsPath),
  };
}

async function readManifest(directory: string): Promise<Result<Manifest>> {
  const path = join(directory, manifestFile);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return damaged(path, 'there is no such file');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return damaged(path, 'it is not JSON');
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  return damaged(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

async function checkLength(path: string, expected: number): Promise<Result<void>> {
  const size = await stat(path).then(
    (entry) => entry.size,
    () => undefined,
  );
  if (size === undefined) return damaged(path, 'there is no such file');
  return size === expected ? success(undefined) : damaged(path, `it has ${size} bytes, not ${expected}`);
}

/**
 * Opens the pack in `directory`: its manifest is read and the length of every file checked, not its
 * hash (see `verifyPack`). Fails with DATASET_DAMAGED.
 */
export async function openPack(directory: string): Promise<Result<Pack>> {
  const manifest = await readManifest(directory);
  if (!manifest.ok) return manifest;
  const pack: Pack = {
    directory,
    manifest: manifest.value,
    train: packSplit(directory, manifest.value, 'train'),
    test: packSplit(directory, manifest.value, 'test'),
    samplesPath: join(directory, samplesFile),
  };
  for (const name of splitNames) {
    const split = pack[name];
    const images = await checkLength(split.imagesPath, split.count * split.imageBytes);
    if (!images.ok) return images;
    const labels = await checkLength(split.labelsPath, split.count * 2);
    if (!labels.ok) return labels;
  }
  return success(pack);
}
