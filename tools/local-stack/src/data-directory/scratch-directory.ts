import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A data directory for one test, gone with its end. */
export async function scratchDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'clusterboard-')));
  await chmod(path, 0o711);
  await Promise.all(['run', 'logs'].map((name) => mkdir(join(path, name))));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
