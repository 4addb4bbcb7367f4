import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What Clusterboard keeps in a data directory; the cluster of Postgres is closed by Postgres itself. */
const folders = [
  'run',
  'logs',
  'redis',
  'objects',
  'datasets',
  'crops',
  'features',
  'uploads',
  'scratch',
] as const;
const secrets = ['postgres-password', 'redis-password'] as const;

async function restrict(path: string, mode: number): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || (found.mode & 0o077) === 0) return;
  await chmod(path, mode).catch((error: unknown) => {
    // Of another user, who decides on it: a disk that is shared, for example.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  });
}

/**
 * Makes models, labels, databases, secrets and logs unreadable to other users of the machine, also those that an
 * earlier version left open. A closed folder closes all in it, so this takes no longer for more files. The data
 * directory itself stays as it is: it may be a folder with other things, and Postgres has to pass it.
 */
export async function closeToOthers(dataDir: string): Promise<void> {
  const made = ['run', 'logs'].map((name) => mkdir(join(dataDir, name), { recursive: true, mode: 0o700 }));
  await Promise.all(made);
  await Promise.all([
    ...folders.map((name) => restrict(join(dataDir, name), 0o700)),
    ...secrets.map((name) => restrict(join(dataDir, name), 0o600)),
  ]);
}
