import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, uploadLifetimeMs } from '@clusterboard/artifacts';
import type { Logger } from 'pino';
import { isUploadId } from './upload-names.ts';

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** An upload that gets no byte for so long is given up, finished or not; one that is submitted is gone by then. */
const stalledAfterMs = 60 * 60 * 1000;

/** The API makes the folder when it starts. */
function noneYet(error: unknown): [] {
  if (isMissing(error)) return [];
  throw error;
}

/**
 * Removes uploads that have got no byte for an hour or were begun more than their lifetime before `now`, and what
 * a crash left behind.
 *
 * @returns how many files were removed
 */
export async function removeExpired(directory: string, now: Date): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(noneYet);
  const files = entries.filter((entry) => entry.isFile());
  // Before anything is removed: the description goes with its bytes.
  const stalled = new Set<string>();
  for (const { name } of files.filter((file) => isUploadId(file.name))) {
    const bytes = await modifiedAt(join(directory, name));
    if (bytes !== null && now.getTime() - bytes > stalledAfterMs) stalled.add(name);
  }
  let removed = 0;
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    // The description is written once, when the upload begins; the bytes of a slow one are newer.
    const begun = (await modifiedAt(`${path}.json`)) ?? (await modifiedAt(path));
    if (begun === null) continue;
    const expired = now.getTime() - begun > uploadLifetimeMs;
    if (!expired && !stalled.has(file.name.replace(/\.json$/, ''))) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

const everyMs = 60_000;

/** Removes them every minute until the returned function is called; needs no worker, database or queue. */
export function keepRemovingExpired(directory: string, log: Logger): () => void {
  const timer = setInterval(async () => {
    try {
      const files = await removeExpired(directory, new Date());
      if (files > 0) log.info({ files }, 'expired uploads removed');
    } catch (error) {
      log.warn({ err: error }, 'expired uploads not removed, retrying');
    }
  }, everyMs).unref();
  return () => clearInterval(timer);
}
