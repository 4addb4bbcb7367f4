import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, hashBytes } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import { damaged, hashMismatch, requireFileHash } from './damage.ts';
import type { FileManifest, SplitName } from './manifest.ts';

export const manifestFile = 'manifest.json';
export const samplesFile = 'samples.png';

/** The files of a split: pixels in format 1, image files one after the other with their offsets in format 2. */
export const splitFiles = {
  pixels: (split: SplitName): string => `${split}.images.u8`,
  files: (split: SplitName): string => `${split}.images.files`,
  /** uint64 little-endian [count + 1]: file i is at `offsets[i]` up to `offsets[i + 1]`. */
  offsets: (split: SplitName): string => `${split}.images.offsets.u64`,
  labels: (split: SplitName): string => `${split}.labels.u16`,
  /** A JSON string a line: the path that each image had. It may tell the class: labels' company, not the images'. */
  names: (split: SplitName): string => `${split}.names.jsonl`,
} as const;

/** @throws PlatformFault DATASET_DAMAGED */
async function readHashed(path: string, sha256: string): Promise<Buffer> {
  const bytes = await readFile(path);
  requireFileHash(path, sha256, hashBytes(bytes));
  return bytes;
}

/**
 * uint16 little-endian on disk, whatever the machine's own order is.
 *
 * @throws PlatformFault DATASET_DAMAGED
 */
export async function readLabels(path: string, sha256: string): Promise<Uint16Array> {
  const bytes = await readHashed(path, sha256);
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(2 * i));
}

/** @throws PlatformFault DATASET_DAMAGED */
export async function readNames(path: string, sha256: string): Promise<string[]> {
  const bytes = await readHashed(path, sha256);
  return bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => String(JSON.parse(line)));
}

/**
 * Fails with DATASET_DAMAGED unless offsets are those of the manifest, and go from 0 upwards to the end of the
 * files.
 */
export async function readOffsets(
  directory: string,
  split: SplitName,
  { count, offsetsSha256 }: FileManifest['splits'][SplitName],
): Promise<Result<Float64Array>> {
  const path = join(directory, splitFiles.offsets(split));
  const checked = await checkLength(path, (count + 1) * 8);
  if (!checked.ok) return checked;
  const bytes = await readFile(path);
  const found = hashBytes(bytes);
  if (found !== offsetsSha256) return hashMismatch(path, offsetsSha256, found);
  const offsets = Float64Array.from({ length: count + 1 }, (_, i) => Number(bytes.readBigUInt64LE(8 * i)));
  if (offsets[0] !== 0 || offsets.some((offset, i) => i > 0 && offset <= (offsets[i - 1] ?? 0))) {
    return damaged(path, 'its offsets do not go upwards from 0');
  }
  const images = await checkLength(join(directory, splitFiles.files(split)), offsets[count] ?? 0);
  return images.ok ? success(offsets) : images;
}

export async function checkLength(path: string, expected: number): Promise<Result<void>> {
  const size = await stat(path).then(
    (entry) => entry.size,
    () => undefined,
  );
  if (size === undefined) return damaged(path, 'no such file');
  return size === expected ? success(undefined) : damaged(path, `it has ${size} bytes, not ${expected}`);
}

/** The text of a file, or DATASET_DAMAGED when there is none. */
export async function readText(path: string): Promise<Result<string>> {
  try {
    return success(await readFile(path, 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return damaged(path, 'no such file');
    throw error;
  }
}
