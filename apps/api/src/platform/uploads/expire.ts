import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { uploadLifetimeMs } from './file-store.ts';
import { isMissing } from './system-error.ts';

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Removes uploads that were begun more than their lifetime before `now` and never submitted, and what a
 * crash left behind.
 *
 * @returns how many files were removed
 */
export async function removeExpired(directory: string, now: Date): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
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

/** Removes expired uploads now and every hour, until it is stopped. */
export function keepExpiring(directory: string, log: Logger): { stop(): void } {
  const sweep = () =>
    removeExpired(directory, new Date()).then(
      (files) => files > 0 && log.info({ files }, 'expired uploads removed'),
      (error: unknown) => log.error({ err: error }, 'expired uploads could not be removed'),
    );
  void sweep();
  const timer = setInterval(sweep, hourMs).unref();
  return { stop: () => clearInterval(timer) };
}
