import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Makes a folder and those that it lies in. Node 20's own recursive `mkdir` takes ENOENT to mean that a parent
 * is missing and spins for ever where the system says it of a parent that is there, as below /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  const parent = dirname(path);
  if (parent !== path && !(await isThere(parent))) await makeFolder(parent);
  await mkdir(path).catch(async (error: unknown) => {
    const entry = await stat(path).catch(() => null);
    if (!entry?.isDirectory()) throw error;
  });
}
