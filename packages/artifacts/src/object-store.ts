import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface StoredObject {
  /** Lower-case hexadecimal SHA-256 of the bytes; the object's name. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Files named by the SHA-256 of their content, never changed once they are there. */
export interface ObjectStore {
  /** Hashes a finished file on the same volume and moves it in. The file is gone from `path` afterwards. */
  adopt(path: string): Promise<StoredObject>;
  /** Where an object lies; it may not be there. Throws on anything that is not a SHA-256. */
  path(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Writes a small file, reads it back and removes it. Throws the system's error, also where there is no store. */
  prove(): Promise<void>;
}

const sha256Pattern = /^[0-9a-f]{64}$/;

async function measure(path: string): Promise<StoredObject> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  });
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** A rename alone may survive a power cut without the bytes that it names. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
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
    async adopt(path) {
      const measured = await measure(path);
      const target = pathOf(measured.sha256);
      await mkdir(dirname(target), { recursive: true });
      await flush(path);
      await chmod(path, 0o444);
      await rename(path, target);
      return measured;
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
