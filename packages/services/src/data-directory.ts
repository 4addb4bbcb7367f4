import { chmod, link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, isRunning, readRecord } from './process-record.ts';
import { ServiceFailure, writingTo } from './service-failure.ts';

/**
 * Makes `dataDir` and takes it for this process alone: two servers on one cluster of Postgres would
 * destroy it. The lock of a process that is gone is void.
 *
 * @returns what gives the directory back
 * @throws ServiceFailure when another process holds it or it cannot be written
 */
export async function lockDataDirectory(dataDir: string): Promise<() => Promise<void>> {
  const lock = join(dataDir, 'run', 'lock.json');
  const draft = `${lock}.${process.pid}`;
  const self = await identify(process.pid);
  await writingTo(dataDir, async () => {
    const made = await mkdir(dataDir, { recursive: true });
    // Root's umask may be closed to others, but Postgres runs as another user than root.
    if (made !== undefined) await chmod(dataDir, 0o711);
    await Promise.all(['run', 'logs'].map((name) => mkdir(join(dataDir, name), { recursive: true })));
    await writeFile(draft, JSON.stringify(self));
  });
  try {
    for (;;) {
      try {
        // link() fails when the lock exists and shows no half-written file when it does not.
        await link(draft, lock);
        return () => rm(lock, { force: true });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      await discardIfVoid(lock, dataDir);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function discardIfVoid(lock: string, dataDir: string): Promise<void> {
  const holder = await readRecord(lock);
  if (holder && (await isRunning(holder))) {
    throw new ServiceFailure(`${dataDir} is in use by another Clusterboard (process ${holder.pid}).`);
  }
  const aside = `${lock}.void.${process.pid}`;
  try {
    await rename(lock, aside);
  } catch {
    // Another start has just set it aside; the next link() tells who was first.
    return;
  }
  const moved = await readRecord(aside);
  // Between the two looks another start may have replaced it by a lock that holds.
  if (moved && (await isRunning(moved))) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}
