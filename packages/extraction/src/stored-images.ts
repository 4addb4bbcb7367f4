import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Crops, OpenImages } from '@clusterboard/datasets';
import { readingOrder } from '@clusterboard/datasets/reading-order';

/** Of images read ahead of the pipe. */
const pieceBytes = 1 << 20;
/** Files up to this length are read at once: many small reads at random places take longer than the model. */
const wholeFileBytes = 256 * 1024 * 1024;

async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let filled = 0; filled < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) throw new Error('the images end earlier than their manifest says');
    filled += bytesRead;
  }
}

async function* inFileOrder(
  { file, expected }: OpenImages,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  for (let from = 0; from < length; from += pieceBytes) {
    const piece = new Uint8Array(Math.min(pieceBytes, length - from));
    await fill(file, piece, from);
    hash.update(piece);
    // Before the last piece, without which there are no features.
    if (from + piece.length === length) expected.requireWhole?.(hash.digest('hex'));
    yield piece;
  }
}

async function* inReadingOrder(
  { file, expected }: OpenImages,
  { count, bytes }: { readonly count: number; readonly bytes: number },
  atOnce: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const whole = count * bytes <= atOnce ? new Uint8Array(count * bytes) : null;
  if (whole !== null) await fill(file, whole, 0);
  const order = readingOrder(count);
  const perPiece = Math.max(1, Math.floor(pieceBytes / bytes));
  for (let first = 0; first < count; first += perPiece) {
    const rows = order.subarray(first, first + perPiece);
    const piece = new Uint8Array(rows.length * bytes);
    const reads: Promise<void>[] = [];
    for (const [at, row] of rows.entries()) {
      if (whole !== null) piece.set(whole.subarray(row * bytes, (row + 1) * bytes), at * bytes);
      else reads.push(fill(file, piece.subarray(at * bytes, (at + 1) * bytes), row * bytes));
    }
    await Promise.all(reads);
    for (const [at, row] of rows.entries()) {
      expected.requireImage?.(row, piece.subarray(at * bytes, (at + 1) * bytes));
    }
    yield piece;
  }
}

/**
 * The images of a file in the order in which an encoder reads them, in pieces, compared with what they were when
 * the file was verified. They are sent to the child: a
 * descriptor of the file, even one that is open for reading only, could be opened again for writing through
 * /proc/self/fd, since the sandbox's user is this process's user outside.
 *
 * @param atOnce bytes that a file may have to be read at once
 * @throws PlatformFault where they have changed, what reading the file throws, and Error where it is too short
 */
export function storedImages(
  images: OpenImages,
  { image: { count, height, width, channels }, fileOrder }: Pick<Crops, 'image' | 'fileOrder'>,
  atOnce = wholeFileBytes,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = height * width * channels;
  return fileOrder === 'reading'
    ? inFileOrder(images, count * bytes)
    : inReadingOrder(images, { count, bytes }, atOnce);
}
