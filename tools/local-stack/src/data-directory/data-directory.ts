import { randomUUID } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceFailure, writingTo } from '../service-failure.ts';
import { closeToOthers } from './close-to-others.ts';
import { takeLock } from './lock-files.ts';

/**
 * Makes `dataDir` and takes it for this process alone: two servers on one cluster of Postgres would
 * destroy it. The lock of a process that is gone is void.
 *
 * @returns what gives the directory back
 * @throws ServiceFailure when another process holds it or it cannot be written
 */
export async function lockDataDirectory(dataDir: string): Promise<() => Promise<void>> {
  const taken = await writingTo(dataDir, async () => {
    const made = await mkdir(dataDir, { recursive: true });
    // Root's umask may be closed to others, but Postgres runs as another user than root.
    if (made !== undefined) await chmod(dataDir, 0o711);
    await closeToOthers(dataDir);
    return takeLock(join(dataDir, 'run'), randomUUID());
  });
  if ('holder' in taken) {
    throw new ServiceFailure(`${dataDir} is in use by another Clusterboard (process ${taken.holder.pid}).`);
  }
  return taken.release;
}
