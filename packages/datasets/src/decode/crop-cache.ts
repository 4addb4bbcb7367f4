import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EntryWriter,
  errorCode,
  type FileCacheSettings,
  findEntry,
  HashedFile,
  isDiskFull,
} from '@clusterboard/artifacts';

const cropsFile = 'crops.u8';

/** Opens the crops that are kept under `key`, if they are as they were written. */
export async function openCached(settings: FileCacheSettings, key: string): Promise<FileHandle | null> {
  const entry = await findEntry(settings, key, [cropsFile]);
  if (entry === null) return null;
  return open(join(entry, cropsFile), 'r').catch((error: unknown) => {
    // Another process may be making room at this moment; an open descriptor stays good.
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
}

/** Crops on their way into the cache. */
export class CropWriter {
  private readonly entry: EntryWriter;
  private readonly file: HashedFile;
  private full = false;

  private constructor(entry: EntryWriter, file: HashedFile) {
    this.entry = entry;
    this.file = file;
  }

  /** Null when `bytes` have no room. */
  static async create(settings: FileCacheSettings, key: string, bytes: number): Promise<CropWriter | null> {
    const entry = await EntryWriter.create(settings, key, bytes);
    if (entry === null) return null;
    try {
      return new CropWriter(entry, await HashedFile.create(join(entry.directory, cropsFile)));
    } catch (error) {
      await entry.discard();
      if (isDiskFull(error)) return null;
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.full) return;
    await this.file.write(bytes).catch((error: unknown) => {
      if (!isDiskFull(error)) throw error;
      this.full = true;
    });
  }

  async keep(): Promise<void> {
    if (!this.full) await this.entry.keep({ [cropsFile]: await this.file.finish() });
  }

  /** Removes what was written; after {@link CropWriter.keep} it does nothing. */
  async discard(): Promise<void> {
    await this.file.abandon();
    await this.entry.discard();
  }
}
