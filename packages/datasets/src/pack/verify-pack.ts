import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile, isMissing } from '@clusterboard/artifacts';
import { failure, PlatformFault, type Result, success } from '@clusterboard/problems';
import { damaged } from './damage.ts';
import { splitNames } from './manifest.ts';
import { openPack, type Pack } from './pack.ts';
import { manifestFile } from './pack-files.ts';

/** SHA-256 of a pack's manifest, which holds the hashes of all its images and labels. */
export const hashManifest = ({ directory }: Pick<Pack, 'directory'>): Promise<string> =>
  hashFile(join(directory, manifestFile));

async function verifySplits(pack: Pack, again: boolean): Promise<Result<Pack>> {
  for (const name of splitNames) {
    const split = pack[name];
    try {
      await split.verifyImages(again);
      await split.readNames();
      const strange = (await split.readLabels()).find((label) => label >= pack.manifest.classNames.length);
      if (strange !== undefined) return damaged(split.labelsPath, `there is no class ${strange}`);
    } catch (error) {
      if (error instanceof PlatformFault) return failure(error.problem);
      if (!isMissing(error)) throw error;
      const file = error instanceof Error && 'path' in error ? String(error.path) : pack.directory;
      return damaged(file, 'no such file');
    }
  }
  return success(pack);
}

/**
 * Opens a pack whose images and labels are as they were imported: all of it is read when this process meets it
 * for the first time; later the labels, and those images whose file has changed since. Fails with
 * DATASET_DAMAGED or LICENCE_NOT_ACCEPTED.
 */
export async function openVerifiedPack(directory: string): Promise<Result<Pack>> {
  const opened = await openPack(directory);
  return opened.ok ? verifySplits(opened.value, false) : opened;
}

/** Opens a pack and reads all of it: hashes, and that every label has a class. Fails with DATASET_DAMAGED. */
export async function verifyPack(directory: string): Promise<Result<Pack>> {
  const opened = await openPack(directory);
  if (!opened.ok) return opened;
  const pack = opened.value;
  const verified = await verifySplits(pack, true);
  if (!verified.ok) return verified;
  const samples = await stat(pack.samplesPath).catch(() => undefined);
  return samples ? opened : damaged(pack.samplesPath, 'no such file');
}
