import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashBytes } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from './damage.ts';
import { manifestSchema, splitNames } from './manifest.ts';
import { imageBytes } from './pack.ts';
import { checkLength, manifestFile, readText, splitFiles } from './pack-files.ts';

/**
 * Whether a pack is there and the one that is expected, cheap enough for every job: the hash of its manifest
 * and the lengths of its files. Fails with DATASET_DAMAGED.
 */
export async function checkPack(directory: string, manifestSha256: string): Promise<Result<void>> {
  const path = join(directory, manifestFile);
  const text = await readText(path);
  if (!text.ok) return text;
  if (hashBytes(text.value) !== manifestSha256) return damaged(path, 'it is not the one that was imported');
  const manifest = manifestSchema.parse(JSON.parse(text.value));
  for (const name of splitNames) {
    const { count } = manifest.splits[name];
    const labels = await checkLength(join(directory, splitFiles.labels(name)), count * 2);
    if (!labels.ok) return labels;
    const images =
      manifest.format === 1
        ? await checkLength(join(directory, splitFiles.pixels(name)), count * imageBytes(manifest))
        : await checkThere(join(directory, splitFiles.files(name)));
    if (!images.ok) return images;
  }
  return success(undefined);
}

async function checkThere(path: string): Promise<Result<void>> {
  const size = await stat(path).then(
    (entry) => entry.size,
    () => 0,
  );
  return size > 0 ? success(undefined) : damaged(path, 'no such file');
}
