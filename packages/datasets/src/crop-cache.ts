import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './damage.ts';

export interface CropCacheSettings {
  /** Made when it is first written to; nothing else may be in it. */
  readonly directory: string;
  /** Of all files together; those used longest ago go first. */
  readonly limitBytes: number;
}

const suffix = '.crops.u8';
const abandonedAfterMs = 60 * 60 * 1000;

const entryPath = ({ directory }: CropCacheSettings, key: string): string =>
  join(directory, `${key}${suffix}`);

/** Opens what is kept under `key`, if all `bytes` of it are there, and marks it as used. */
export async function openCached(
  settings: CropCacheSettings,
  key: string,
  bytes: number,
): Promise<FileHandle | null> {
  const path = entryPath(settings, key);
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return null;
  if ((await handle.stat()).size !== bytes) {
    await handle.close();
    return null;
  }
  const now = new Date();
  // Another process may be making room at this moment; the open descriptor stays good.
  await utimes(path, now, now).catch(() => {});
  return handle;
}

interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

async function listKept(directory: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const entry = await stat(path).catch(() => null);
    if (entry === null) continue;
    const abandoned = !name.endsWith(suffix) && Date.now() - entry.mtimeMs > abandonedAfterMs;
    if (abandoned) await rm(path, { force: true });
    else kept.push({ path, bytes: entry.size, usedMs: entry.mtimeMs });
  }
  return kept;
}

/** Removes what was used longest ago until `bytes` more fit; unfinished files count, but stay. */
async function makeRoom({ directory, limitBytes }: CropCacheSettings, bytes: number): Promise<void> {
  const kept = await listKept(directory);
  let used = kept.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const { path, bytes: freed } of kept.sort((a, b) => a.usedMs - b.usedMs)) {
    if (used + bytes <= limitBytes) return;
    if (!path.endsWith(suffix)) continue;
    await rm(path, { force: true });
    used -= freed;
  }
}

/** A file on its way into the cache: nobody sees it before it is whole and on the disk. */
export class CacheWriter {
  private readonly handle: FileHandle;
  private readonly part: string;
  private readonly target: string;
  private full = false;

  private constructor(handle: FileHandle, part: string, target: string) {
    this.handle = handle;
    this.part = part;
    this.target = target;
  }

  /** Null when `bytes` are more than the cache may hold. */
  static async create(settings: CropCacheSettings, key: string, bytes: number): Promise<CacheWriter | null> {
    if (bytes > settings.limitBytes) return null;
    await mkdir(settings.directory, { recursive: true });
    await makeRoom(settings, bytes);
    const part = join(settings.directory, `${key}-${randomUUID()}.part`);
    return new CacheWriter(await open(part, 'wx'), part, entryPath(settings, key));
  }

  /** A full disk ends the keeping, not the work that it is done beside. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.full) return;
    try {
      await this.handle.writeFile(bytes);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
      this.full = true;
    }
  }

  async keep(): Promise<void> {
    if (this.full) return this.discard();
    await this.handle.sync();
    await this.handle.close();
    await rename(this.part, this.target);
  }

  /** Removes what was written; after {@link CacheWriter.keep} it does nothing. */
  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.part, { force: true });
  }
}
