import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashBytes } from './hashed-file.ts';
import { makeFolder } from './make-folder.ts';
import { requireHash, syncToDisk } from './stored-bytes.ts';

export interface StoredObject {
  /** Lower-case hexadecimal SHA-256 of the bytes; the object's name. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Files named by the SHA-256 of their content, never changed once they are there. */
export interface ObjectStore {
  /**
   * Syncs a finished file on the same volume, hashes what was written and moves it in. The file is gone from
   * `path` afterwards.
   *
   * @param expected the hash of what was to be written, where it is known
   * @throws PlatformFault STORED_BYTES_DAMAGED when it is another, and the file stays
   */
  adopt(path: string, expected?: string): Promise<StoredObject>;
  /**
   * Copies an object to a new file and hashes it on the way, so that what is hashed is what is used.
   *
   * @throws PlatformFault STORED_BYTES_DAMAGED, and no copy is left
   */
  copy(sha256: string, to: string, object: string): Promise<void>;
  /**
   * All bytes of a small object.
   *
   * @throws PlatformFault STORED_BYTES_DAMAGED
   */
  read(sha256: string, object: string): Promise<Buffer>;
  /** Where an object lies; it may not be there. Throws on anything that is not a SHA-256. */
  path(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Writes a small file, reads it back and removes it. Throws the system's error, also where there is no store. */
  prove(): Promise<void>;
}

const sha256Pattern = /^[0-9a-f]{64}$/;
const chunkBytes = 1 << 20;

/** Passes a file on in pieces; `done` gives what went by. */
function measured(path: string) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* chunks() {
    for await (const chunk of createReadStream(path, {
      highWaterMark: chunkBytes,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  }
  return { chunks, done: (): StoredObject => ({ sha256: hash.digest('hex'), sizeBytes }) };
}

async function measure(path: string): Promise<StoredObject> {
  const file = measured(path);
  for await (const _ of file.chunks());
  return file.done();
}

export function openObjectStore(directory: string): ObjectStore {
  const pathOf = (sha256: string): string => {
    if (!sha256Pattern.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256}`);
    return join(directory, sha256.slice(0, 2), sha256);
  };
  const has = (sha256: string): Promise<boolean> =>
    access(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    path: pathOf,
    has,
    async adopt(path, expected) {
      // Before it is hashed: what a full or failing disk did not take is lost then, and not hashed from memory.
      await syncToDisk(path);
      const stored = await measure(path);
      if (expected !== undefined) requireHash('The file to be stored', expected, stored.sha256);
      const target = pathOf(stored.sha256);
      await makeFolder(dirname(target));
      await chmod(path, 0o444);
      await rename(path, target);
      await syncToDisk(dirname(target));
      await syncToDisk(directory);
      return stored;
    },
    async copy(sha256, to, object) {
      const file = measured(pathOf(sha256));
      try {
        await pipeline(file.chunks, createWriteStream(to, { flags: 'wx', mode: 0o444 }));
        requireHash(object, sha256, file.done().sha256);
      } catch (error) {
        await rm(to, { force: true });
        throw error;
      }
    },
    async read(sha256, object) {
      const bytes = await readFile(pathOf(sha256));
      requireHash(object, sha256, hashBytes(bytes));
      return bytes;
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true });
    },
    async prove() {
      const id = randomUUID();
      const path = join(directory, `.proof-${id}`);
      try {
        await writeFile(path, id, { flush: true });
        if ((await readFile(path, 'utf8')) !== id) throw new Error(`${path} was read back differently`);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}
