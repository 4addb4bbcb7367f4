import { link, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, isRunning, type ProcessRecord, readRecord } from '../process-record.ts';

type Taken = { readonly release: () => Promise<void> } | { readonly holder: ProcessRecord };

const lockName = /^lock\.(\d+)\.json$/;

/**
 * Takes the lock that `directory` stands for, or tells who holds it.
 *
 * Locks are files numbered upwards, and the last of them counts: a process that finds it void makes the next,
 * which only one can. A void lock is never moved or removed while it is the last, so no process can take
 * away what another has just taken.
 *
 * @param draftName a name in `directory` that no other process uses
 */
export async function takeLock(directory: string, draftName: string): Promise<Taken> {
  const draft = join(directory, draftName);
  await writeFile(draft, JSON.stringify(await identify(process.pid)));
  try {
    for (;;) {
      const last = Math.max(0, ...(await lockNumbers(directory)));
      const holder = await readRecord(lockFile(directory, last));
      if (holder && (await isRunning(holder))) return { holder };
      const own = lockFile(directory, last + 1);
      if (!(await linked(draft, own))) continue;
      const numbers = await lockNumbers(directory);
      if (numbers.some((number) => number > last + 1)) {
        // The last lock seen was old: others came, and removed it, since.
        await rm(own, { force: true });
        continue;
      }
      const older = numbers.filter((number) => number <= last);
      await Promise.all(older.map((number) => rm(lockFile(directory, number), { force: true })));
      return { release: () => writeFile(own, '{}') };
    }
  } finally {
    await rm(draft, { force: true });
  }
}

const lockFile = (directory: string, number: number) => join(directory, `lock.${number}.json`);

async function lockNumbers(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((name) => lockName.exec(name)?.slice(1, 2).map(Number) ?? []);
}

/** Unlike a written file, a link is there whole or not at all, and never replaces what is there. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
