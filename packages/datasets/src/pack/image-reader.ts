import { type FileHandle, open } from 'node:fs/promises';
import type { ImageSize, Pixels } from '@clusterboard/preprocessing';
import { type Result, success } from '@clusterboard/problems';
import { decodeImage } from '../decode/decode-image.ts';
import { type ImageLayout, requireChecksum } from './image-checksums.ts';

/** The images of a split, decoded one at a time and in any order. */
export interface ImageReader {
  readonly count: number;
  /**
   * Image `index`. Fails with IMAGE_UNREADABLE.
   *
   * @throws PlatformFault DATASET_DAMAGED, and what reading the disk throws
   */
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

/** A file of images, and the checksum that each has to have. */
export interface ImagesFile {
  readonly path: string;
  readonly layout: ImageLayout;
  readonly checksums: Uint32Array;
}

/** Opens a file of images for reads of one after the other, each compared with its checksum. */
async function openImagesFile({ path, layout, checksums }: ImagesFile) {
  const { count, boundary } = layout;
  const blocks = new BlockReader(await open(path), boundary(count));
  return {
    count,
    async bytes(index: number): Promise<Uint8Array> {
      const bytes = await blocks.range(boundary(index), boundary(index + 1));
      requireChecksum(path, index, bytes, checksums);
      return bytes;
    },
    close: () => blocks.close(),
  };
}

/** Pixels of one size, one image after the other. */
export async function openPixels(images: ImagesFile, size: ImageSize): Promise<ImageReader> {
  const { count, bytes, close } = await openImagesFile(images);
  return { count, read: async (index) => success({ ...size, data: await bytes(index) }), close };
}

/** Image files of any size, one after the other. */
export async function openFiles(images: ImagesFile): Promise<ImageReader> {
  const { count, bytes, close } = await openImagesFile(images);
  return {
    count,
    read: async (index) => decodeImage(await bytes(index), `${index} of ${images.path}`),
    close,
  };
}
