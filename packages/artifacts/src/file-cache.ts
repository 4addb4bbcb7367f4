import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '@clusterboard/problems';
import { z } from 'zod';
import { type ReadSpace, readSpace, reserveBytes } from './disk-space.ts';
import { errorCode, isDiskFull } from './file-problem.ts';
import { hashFile } from './hashed-file.ts';
import { makeFolder } from './make-folder.ts';
import { damagedBytes, syncToDisk } from './stored-bytes.ts';

/** A cache of what can be made again: an entry is a folder of files with their hashes. */
export interface FileCacheSettings {
  /** Made when it is first written to; nothing else may be in it. */
  readonly directory: string;
  /** Of all entries together; those used longest ago go first. */
  readonly limitBytes: number;
  /** Room on its volume; asked of the system where nothing is given. A cache takes none of the reserve. */
  readonly readSpace?: ReadSpace;
  /** Told STORED_BYTES_DAMAGED of an entry that is not used for it. */
  readonly onDamage?: (problem: Problem) => void;
}

/** SHA-256 of each file of an entry. */
type Hashes = Readonly<Record<string, string>>;

const hashesFile = 'sha256.json';
const hashesSchema = z.record(z.string(), z.string());
const suffix = '.kept';
const abandonedAfterMs = 60 * 60 * 1000;

const entryPath = ({ directory }: FileCacheSettings, key: string): string =>
  join(directory, `${key}${suffix}`);

/** A complete entry whose files are as they were written. */
export interface FoundEntry {
  readonly directory: string;
  readonly hashes: Hashes;
}

/**
 * What is kept under `key`, marked as used; null when it is not there, or one of the files `names` is not as
 * it was written: `onDamage` is told, and it is to be made again.
 */
export async function findEntry(
  settings: FileCacheSettings,
  key: string,
  names: readonly string[],
): Promise<FoundEntry | null> {
  const directory = entryPath(settings, key);
  try {
    const hashes = hashesSchema.parse(JSON.parse(await readFile(join(directory, hashesFile), 'utf8')));
    for (const name of names) {
      const found = await hashFile(join(directory, name));
      if (found === hashes[name]) continue;
      const damaged = damagedBytes(`The cached file ${key}/${name}`, hashes[name] ?? 'recorded', found);
      settings.onDamage?.(damaged);
      return null;
    }
    const now = new Date();
    await utimes(directory, now, now);
    return { directory, hashes };
  } catch (error) {
    const foreign = error instanceof z.ZodError || error instanceof SyntaxError;
    // ENOENT also where another process takes it away at this moment, ENOTDIR where it is of an older version.
    if (foreign || ['ENOENT', 'ENOTDIR'].includes(String(errorCode(error)))) return null;
    throw error;
  }
}

/** Files of the entries of a cache that are not as they were written. */
export async function damagedEntries(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const damaged: string[] = [];
  for (const name of names.filter((each) => each.endsWith(suffix)).sort()) {
    const entry = join(directory, name);
    const text = await readFile(join(entry, hashesFile), 'utf8').catch(() => null);
    // Taken away meanwhile, or of a version that had none.
    if (text === null) continue;
    let hashes: Hashes;
    try {
      hashes = hashesSchema.parse(JSON.parse(text));
    } catch {
      damaged.push(join(entry, hashesFile));
      continue;
    }
    for (const [file, sha256] of Object.entries(hashes)) {
      const found = await hashFile(join(entry, file)).catch(() => null);
      if (found !== null && found !== sha256) damaged.push(join(entry, file));
    }
  }
  return damaged;
}

interface Found {
  readonly path: string;
  readonly bytes: number;
  /** Those that its removal frees: a file with another name stays. */
  readonly freedBytes: number;
  readonly usedMs: number;
  readonly writtenMs: number;
}

const bytesOf = (files: readonly Stats[]): number => files.reduce((sum, { size }) => sum + size, 0);

async function measure(path: string): Promise<Found | null> {
  try {
    const own = await stat(path);
    const names = own.isDirectory() ? await readdir(path) : [];
    const files = await Promise.all(names.map((name) => stat(join(path, name))));
    return {
      path,
      bytes: bytesOf(own.isDirectory() ? files : [own]),
      freedBytes: bytesOf((own.isDirectory() ? files : [own]).filter(({ nlink }) => nlink === 1)),
      usedMs: own.mtimeMs,
      writtenMs: Math.max(own.mtimeMs, ...files.map(({ mtimeMs }) => mtimeMs)),
    };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Renamed first, so that no reader finds half of it. */
async function remove(path: string): Promise<void> {
  const hidden = `${path}-${randomUUID()}.part`;
  await rename(path, hidden).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  await rm(hidden, { recursive: true, force: true });
}

/** What is there, but for what a process that was killed has left: that is removed. */
async function listFound(directory: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of await readdir(directory)) {
    const one = await measure(join(directory, name));
    if (one === null) continue;
    const abandoned = !name.endsWith(suffix) && Date.now() - one.writtenMs > abandonedAfterMs;
    if (abandoned) await rm(one.path, { recursive: true, force: true });
    else found.push(one);
  }
  return found;
}

/**
 * Removes what was used longest ago until `bytes` more fit, into the limit and on the disk; unfinished entries
 * count, but stay.
 *
 * @returns whether there is room on the disk
 */
async function makeRoom(settings: FileCacheSettings, bytes: number): Promise<boolean> {
  const { directory, limitBytes } = settings;
  const found = await listFound(directory);
  const space = await (settings.readSpace ?? readSpace)(directory);
  let overLimit = found.reduce((sum, one) => sum + one.bytes, bytes) - limitBytes;
  let overSpace = bytes + reserveBytes(space) - space.freeBytes;
  for (const entry of found.sort((one, other) => one.usedMs - other.usedMs)) {
    if (overLimit <= 0 && overSpace <= 0) break;
    if (!entry.path.endsWith(suffix) || (overLimit <= 0 && entry.freedBytes === 0)) continue;
    await remove(entry.path);
    overLimit -= entry.bytes;
    overSpace -= entry.freedBytes;
  }
  return overSpace <= 0;
}

/** Removes what killed processes have left, and what was used longest ago where the limit or the disk is. */
export async function trimCache(settings: FileCacheSettings): Promise<void> {
  await makeRoom(settings, 0).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

/** An entry being written to the cache: no reader sees it before it is complete and on the disk. */
export class EntryWriter {
  /** To be filled. */
  readonly directory: string;
  private readonly target: string;

  private constructor(directory: string, target: string) {
    this.directory = directory;
    this.target = target;
  }

  /** Null when `bytes` are more than the cache may hold, or than the disk has to spare. */
  static async create(settings: FileCacheSettings, key: string, bytes: number): Promise<EntryWriter | null> {
    if (bytes > settings.limitBytes) return null;
    await makeFolder(settings.directory);
    if (!(await makeRoom(settings, bytes))) return null;
    const directory = join(settings.directory, `${key}-${randomUUID()}.part`);
    try {
      await mkdir(directory);
    } catch (error) {
      if (isDiskFull(error)) return null;
      throw error;
    }
    return new EntryWriter(directory, entryPath(settings, key));
  }

  /** Puts the entry in its place, and in that of what was kept there; its files are on the disk already. */
  async keep(hashes: Hashes): Promise<void> {
    try {
      await writeFile(join(this.directory, hashesFile), JSON.stringify(hashes), { flush: true });
      await syncToDisk(this.directory);
      await remove(this.target);
      await rename(this.directory, this.target);
    } catch (error) {
      // Another process has kept the same, or somebody has emptied the cache.
      if (!isDiskFull(error) && !['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(String(errorCode(error))))
        throw error;
    } finally {
      await this.discard();
    }
  }

  /** Removes what was written; after {@link EntryWriter.keep} it does nothing. */
  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
