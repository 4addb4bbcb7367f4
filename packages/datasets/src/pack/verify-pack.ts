import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from './damage.ts';
import { type Manifest, type SplitName, splitNames } from './manifest.ts';
import { openPack, type Pack } from './pack.ts';
import { manifestFile, splitFiles } from './pack-files.ts';

/** SHA-256 of a pack's manifest, which holds the hashes of all its images and labels. */
export const hashManifest = ({ directory }: Pick<Pack, 'directory'>): Promise<string> =>
  hashFile(join(directory, manifestFile));

/** The files of a split with the hashes that they should have. */
function hashes(manifest: Manifest, name: SplitName): [string, string][] {
  if (manifest.format === 1) {
    const { imagesSha256, labelsSha256 } = manifest.splits[name];
    return [
      [splitFiles.pixels(name), imagesSha256],
      [splitFiles.labels(name), labelsSha256],
    ];
  }
  const { imagesSha256, offsetsSha256, labelsSha256, namesSha256 } = manifest.splits[name];
  return [
    [splitFiles.files(name), imagesSha256],
    [splitFiles.offsets(name), offsetsSha256],
    [splitFiles.labels(name), labelsSha256],
    [splitFiles.names(name), namesSha256],
  ];
}

async function verifyHash(path: string, expected: string): Promise<Result<void>> {
  if ((await stat(path).catch(() => undefined)) === undefined) return damaged(path, 'no such file');
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
    for (const [file, sha256] of hashes(pack.manifest, name)) {
      const verified = await verifyHash(join(directory, file), sha256);
      if (!verified.ok) return verified;
    }
    const split = pack[name];
    const strange = (await split.readLabels()).find((label) => label >= pack.manifest.classNames.length);
    if (strange !== undefined) return damaged(split.labelsPath, `there is no class ${strange}`);
  }
  const samples = await stat(pack.samplesPath).catch(() => undefined);
  return samples ? opened : damaged(pack.samplesPath, 'no such file');
}
