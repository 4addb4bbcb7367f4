import { type FileHandle, open } from 'node:fs/promises';
import type { ImageSize, Pixels } from '@clusterboard/preprocessing';
import { type Result, success } from '@clusterboard/problems';
import { decodeImage } from '../decode/decode-image.ts';

/** The images of a split, decoded one at a time and in any order. */
export interface ImageReader {
  readonly count: number;
  /** Image `index`. Fails with IMAGE_UNREADABLE; throws what reading the disk throws. */
  read(index: number): Promise<Result<Pixels>>;
  close(): Promise<void>;
}

const blockBytes = 1 << 20;

interface Block {
  readonly from: number;
  readonly to: number;
  readonly bytes: Promise<Buffer>;
}

/** Reads a file by ranges that mostly follow each other, a block at a time. */
class BlockReader {
  private readonly handle: FileHandle;
  private readonly size: number;
  private block: Block | undefined;

  constructor(handle: FileHandle, size: number) {
    this.handle = handle;
    this.size = size;
  }

  async range(from: number, to: number): Promise<Uint8Array> {
    if (this.block === undefined || from < this.block.from || to > this.block.to) {
      const end = Math.min(this.size, Math.max(to, from + blockBytes));
      this.block = { from, to: end, bytes: this.fill(from, end) };
    }
    const { from: start, bytes } = this.block;
    return (await bytes).subarray(from - start, to - start);
  }

  private async fill(from: number, to: number): Promise<Buffer> {
    const bytes = Buffer.alloc(to - from);
    for (let filled = 0; filled < bytes.length; ) {
      const { bytesRead } = await this.handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) throw new Error('a file of images is shorter than its manifest says');
      filled += bytesRead;
    }
    return bytes;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** Pixels of one size, one image after the other. */
export async function openPixels(path: string, image: ImageSize, count: number): Promise<ImageReader> {
  const length = image.height * image.width * image.channels;
  const blocks = new BlockReader(await open(path), count * length);
  return {
    count,
    read: async (index) =>
      success({ ...image, data: await blocks.range(index * length, (index + 1) * length) }),
    close: () => blocks.close(),
  };
}

/** Image files of any size, one after the other; `offsets` as in `splitFiles`. */
export async function openFiles(path: string, offsets: Float64Array): Promise<ImageReader> {
  const count = offsets.length - 1;
  const blocks = new BlockReader(await open(path), offsets[count] ?? 0);
  return {
    count,
    async read(index) {
      const bytes = await blocks.range(offsets[index] ?? 0, offsets[index + 1] ?? 0);
      return decodeImage(bytes, `${index} of ${path}`);
    },
    close: () => blocks.close(),
  };
}
