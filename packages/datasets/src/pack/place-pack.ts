import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isDiskFull, makeFolder, syncToDisk } from '@clusterboard/artifacts';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import { drawSamples } from '../shipped/samples.ts';
import { type Manifest, manifestText } from './manifest.ts';
import { openPack, type Pack } from './pack.ts';
import { manifestFile, samplesFile } from './pack-files.ts';
import { openVerifiedPack, verifyPack } from './verify-pack.ts';

/** Fills a directory with the files of a pack's splits, and says what they are. */
export type WriteSplits = (directory: string) => Promise<Result<Manifest>>;

/** What happens to a sound pack of the same slug that holds something else. */
export type Rival = 'kept' | 'refused' | 'replaced';

const writeDurably = (path: string, bytes: string | Uint8Array): Promise<void> =>
  writeFile(path, bytes, { flush: true });

async function writePack(directory: string, writeSplits: WriteSplits): Promise<Result<Manifest>> {
  const manifest = await writeSplits(directory);
  if (!manifest.ok) return manifest;
  await writeDurably(join(directory, manifestFile), manifestText(manifest.value));
  const pack = await openPack(directory);
  if (!pack.ok) return pack;
  const samples = await drawSamples(pack.value);
  if (!samples.ok) return samples;
  await writeDurably(join(directory, samplesFile), samples.value);
  await syncToDisk(directory);
  // What was written is read again, now that it is on the disk.
  const verified = await openVerifiedPack(directory);
  return verified.ok ? manifest : verified;
}

const abandonedAfterMs = 60 * 60 * 1000;

const modifiedMs = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Removes what an import that was killed left behind; one under way is younger. */
async function removeAbandoned(into: string, prefix: string): Promise<void> {
  for (const name of await readdir(into)) {
    if (!name.startsWith(prefix)) continue;
    const files = await readdir(join(into, name), { recursive: true }).catch(() => []);
    // One large file may be written for hours, which leaves the time of its folder as it is.
    const times = await Promise.all(['', ...files].map((file) => modifiedMs(join(into, name, file))));
    if (Date.now() - Math.max(...times) > abandonedAfterMs) {
      await rm(join(into, name), { recursive: true, force: true });
    }
  }
}

/** Puts a finished pack in place, over a damaged one if need be. Another import may have been faster. */
async function moveIntoPlace(finished: string, target: string, rival: Rival): Promise<Result<void>> {
  const other = await verifyPack(target);
  if (other.ok) {
    const [ours, theirs] = await Promise.all(
      [finished, target].map((directory) => readFile(join(directory, manifestFile), 'utf8')),
    );
    if (rival === 'kept' || ours === theirs) return success(undefined);
    if (rival === 'refused') {
      const { slug } = other.value.manifest;
      return failure(problem('DATASET_REFUSED', { reason: `there is another dataset “${slug}” already` }));
    }
  }
  const old = `${finished}.old`;
  await rename(target, old).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  await rename(finished, target).catch((error: unknown) => {
    const code = errorCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  });
  await rm(old, { recursive: true, force: true });
  return success(undefined);
}

/**
 * Writes the pack `into`/slug beside its place, syncs it to disk and renames it, so that no reader ever sees
 * half a pack. Fails with what `writeSplits` fails with, with DATASET_REFUSED for a rival, or with
 * STORAGE_FULL.
 */
export async function placePack(
  into: string,
  slug: string,
  writeSplits: WriteSplits,
  rival: Rival,
): Promise<Result<Pack>> {
  const target = join(into, slug);
  let temporary: string | undefined;
  try {
    await makeFolder(into);
    const prefix = `.${slug}-import-`;
    await removeAbandoned(into, prefix);
    temporary = await mkdtemp(join(into, prefix));
    const written = await writePack(temporary, writeSplits);
    if (!written.ok) return written;
    // mkdtemp keeps others out, but a sandboxed process of another user reads the images.
    await chmod(temporary, 0o755);
    const moved = await moveIntoPlace(temporary, target, rival);
    if (!moved.ok) return moved;
    await syncToDisk(into);
    return await openPack(target);
  } catch (error) {
    if (isDiskFull(error)) return failure(problem('STORAGE_FULL', {}, String(error)));
    throw error;
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
