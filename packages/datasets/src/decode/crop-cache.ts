import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EntryWriter,
  errorCode,
  type FileCacheSettings,
  findEntry,
  HashedFile,
  isDiskFull,
  requireHash,
} from '@clusterboard/artifacts';

const cropsFile = 'crops.u8';

/** What is known of a file of images whose bytes are compared again when they are sent. */
export interface ExpectedImages {
  /** @throws PlatformFault unless the image in a row of the pack is as it was verified */
  readonly requireImage?: (row: number, bytes: Uint8Array) => void;
  /** @throws PlatformFault unless the whole file, read from its start, has this hash */
  readonly requireWhole?: (sha256: string) => void;
}

/** A verified file of images. */
export class OpenImages implements AsyncDisposable {
  readonly file: FileHandle;
  readonly expected: ExpectedImages;

  constructor(file: FileHandle, expected: ExpectedImages = {}) {
    this.file = file;
    this.expected = expected;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.file.close();
  }
}

/** Opens the crops that are kept under `key`, if they are as they were written. */
export async function openCached(settings: FileCacheSettings, key: string): Promise<OpenImages | null> {
  const entry = await findEntry(settings, key, [cropsFile]);
  const sha256 = entry?.hashes[cropsFile];
  if (entry === null || sha256 === undefined) return null;
  try {
    return new OpenImages(await open(join(entry.directory, cropsFile), 'r'), {
      requireWhole: (found) => requireHash(`The cached file ${key}/${cropsFile}`, sha256, found),
    });
  } catch (error) {
    // Another process may be making room at this moment; an open descriptor stays good.
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
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
