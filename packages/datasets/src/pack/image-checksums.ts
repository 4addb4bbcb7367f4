import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { FileMemory } from '@clusterboard/artifacts';
import { PlatformFault, problem } from '@clusterboard/problems';
import { requireFileHash } from './damage.ts';

/** Where image i lies in a file of images: from `boundary(i)` up to `boundary(i + 1)`. */
export interface ImageLayout {
  readonly count: number;
  boundary(index: number): number;
}

interface HashedImages {
  readonly sha256: string;
  /** Of each image. */
  readonly checksums: Uint32Array;
}

/** Enough for the splits of the benchmarks of a server; four bytes an image. */
const verified = new FileMemory<HashedImages>(64);

/** Both hashes of a file of images, in one pass. */
async function hashImages(path: string, { count, boundary }: ImageLayout): Promise<HashedImages> {
  const hash = createHash('sha256');
  const checksums = new Uint32Array(count);
  let image = 0;
  let position = 0;
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const end = position + chunk.length;
    for (let from = position; from < end && image < count; ) {
      const to = Math.min(end, boundary(image + 1));
      checksums[image] = crc32(chunk.subarray(from - position, to - position), checksums[image] ?? 0);
      if (to === boundary(image + 1)) image++;
      from = to;
    }
    position = end;
  }
  return { sha256: hash.digest('hex'), checksums };
}

/**
 * Compares a file of images with the hash of its manifest. All of it is read when this process meets it for the
 * first time, when its size, times or inode have changed, and where `again` is set.
 *
 * @returns a CRC-32 of each image, to compare with what is read later
 * @throws PlatformFault DATASET_DAMAGED
 */
export async function verifyImages(
  path: string,
  layout: ImageLayout,
  expected: string,
  again = false,
): Promise<Uint32Array> {
  const { sha256, checksums } = await verified.of(path, () => hashImages(path, layout), again);
  requireFileHash(path, expected, sha256);
  return checksums;
}

/** @throws PlatformFault DATASET_DAMAGED when an image is not as it was when its file was verified */
export function requireChecksum(
  path: string,
  index: number,
  bytes: Uint8Array,
  checksums: Uint32Array,
): void {
  if (crc32(bytes) === checksums[index]) return;
  const reason = `image ${index} has changed since its file was verified`;
  throw new PlatformFault(problem('DATASET_DAMAGED', { file: path, reason }));
}
