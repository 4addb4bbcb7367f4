import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, uploadLifetimeMs } from '@clusterboard/artifacts';
import { z } from 'zod';
import { defineTask } from '../define-task.ts';

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The API makes the folder when it starts. */
function noneYet(error: unknown): [] {
  if (isMissing(error)) return [];
  throw error;
}

/**
 * Removes uploads that were begun more than their lifetime before `now` and never submitted, and what a
 * crash left behind.
 *
 * @returns how many files were removed
 */
export async function removeExpired(directory: string, now: Date): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true }).catch(noneYet);
  let removed = 0;
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    // The description is written once, when the upload begins; the bytes of a slow one are newer.
    const begun = (await modifiedAt(`${path}.json`)) ?? (await modifiedAt(path));
    if (begun === null || now.getTime() - begun <= uploadLifetimeMs) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

const hourMs = 60 * 60 * 1000;

export const expireUploads = defineTask({
  name: 'expire-uploads',
  payload: z.object({}),
  retry: { attempts: 3, backoffMs: 60_000 },
  schedule: { everyMs: hourMs, payload: {} },
  async handle({ uploadsDir, log }) {
    const files = await removeExpired(uploadsDir, new Date());
    if (files > 0) log.info({ files }, 'expired uploads removed');
  },
});
