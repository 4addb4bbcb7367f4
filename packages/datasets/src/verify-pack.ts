import { stat } from 'node:fs/promises';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from './damage.ts';
import { hashFile } from './hash.ts';
import { splitNames } from './manifest.ts';
import { openPack, type Pack } from './pack.ts';

async function verifyHash(path: string, expected: string): Promise<Result<void>> {
  const actual = await hashFile(path);
  return actual === expected
    ? success(undefined)
    : damaged(path, `its SHA-256 is ${actual}, but the manifest says ${expected}`);
}

/** Opens a pack and reads all of it: hashes, and that every label has a class. Fails with DATASET_DAMAGED. */
export async function verifyPack(directory: string): Promise<Result<Pack>> {
  const opened = await openPack(directory);
  if (!opened.ok) return opened;
  const pack = opened.value;
  for (const name of splitNames) {
    const split = pack[name];
    const images = await verifyHash(split.imagesPath, pack.manifest.splits[name].imagesSha256);
    if (!images.ok) return images;
    const labels = await verifyHash(split.labelsPath, pack.manifest.splits[name].labelsSha256);
    if (!labels.ok) return labels;
    const strange = (await split.readLabels()).find((label) => label >= pack.manifest.classNames.length);
    if (strange !== undefined) return damaged(split.labelsPath, `there is no class ${strange}`);
  }
  const samples = await stat(pack.samplesPath).catch(() => undefined);
  return samples ? opened : damaged(pack.samplesPath, 'there is no such file');
}
