import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** A new file that is hashed while it is written. */
export class HashedFile {
  private readonly hash = createHash('sha256');
  private readonly handle: FileHandle;
  length = 0;

  private constructor(handle: FileHandle) {
    this.handle = handle;
  }

  static async create(path: string): Promise<HashedFile> {
    return new HashedFile(await open(path, 'wx'));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.length += bytes.length;
    await this.handle.writeFile(bytes);
  }

  /** Syncs it to the disk, closes it, and gives its SHA-256. */
  async finish(): Promise<string> {
    await this.handle.sync();
    await this.handle.close();
    return this.hash.digest('hex');
  }

  /** Closes what a failure left open; closing twice does no harm. */
  async abandon(): Promise<void> {
    await this.handle.close();
  }
}

/** Class indices as uint16, little-endian. */
export function labelBytes(labels: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(labels.length * 2);
  for (let i = 0; i < labels.length; i++) bytes.writeUInt16LE(labels[i] as number, 2 * i);
  return bytes;
}

/** SHA-256 of a file of any size, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** SHA-256, in hexadecimal, of bytes in memory, or of a text in UTF-8. */
export const hashBytes = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
