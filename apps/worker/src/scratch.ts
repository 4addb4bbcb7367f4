import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMissing } from '@clusterboard/artifacts';
import { type Claim, liveTokens } from '@clusterboard/core';
import { probePrefix } from '@clusterboard/extraction';
import type { WorkerContext } from './context.ts';

/** Attempts have a folder named by their token; commands that run beside a worker have others. */
const tokenPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a command or a probe has not touched for so long is not in use. */
const abandonedAfterMs = 2 * 60 * 60 * 1000;

/** Whether a file, or a folder and all in it, was not written to for long; false for what is gone meanwhile. */
async function isAbandoned(path: string, now: number): Promise<boolean> {
  try {
    const own = await stat(path);
    const names = own.isDirectory() ? await readdir(path) : [];
    const inside = await Promise.all(names.map((name) => stat(join(path, name))));
    return [own, ...inside].every(({ mtimeMs }) => now - mtimeMs > abandonedAfterMs);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/** Removes what attempts and commands that were killed have left. @returns how many files and folders */
export async function clearScratch(
  { database, scratchDir }: Pick<WorkerContext, 'database' | 'scratchDir'>,
  now = Date.now(),
): Promise<number> {
  await mkdir(scratchDir, { recursive: true });
  const names = await readdir(scratchDir);
  // A folder is made after its attempt is claimed, so that none of these is missed here.
  const live = await liveTokens(
    database,
    names.filter((name) => tokenPattern.test(name)),
  );
  let removed = 0;
  for (const name of names) {
    const path = join(scratchDir, name);
    const dead = tokenPattern.test(name) ? !live.has(name) : await isAbandoned(path, now);
    if (!dead) continue;
    await remove(path);
    removed++;
  }
  return removed;
}

/** Removes folders of probes that a killed command, or a worker of an earlier version, left in the system's. */
export async function clearProbes(systemFolder = tmpdir(), now = Date.now()): Promise<number> {
  let removed = 0;
  for (const name of await readdir(systemFolder)) {
    const path = join(systemFolder, name);
    if (!name.startsWith(probePrefix) || !(await isAbandoned(path, now))) continue;
    await remove(path);
    removed++;
  }
  return removed;
}

/** Gives `work` the folder of an attempt, which is gone afterwards. */
export async function withScratch<T>(
  { scratchDir }: WorkerContext,
  { token }: Claim,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = join(scratchDir, token);
  await mkdir(directory, { recursive: true });
  try {
    return await work(directory);
  } finally {
    await remove(directory);
  }
}
