import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { FileCacheSettings } from '@clusterboard/artifacts';
import {
  type Cropper,
  channelCount,
  createCropper,
  type ImageSize,
  type Preprocessing,
} from '@clusterboard/preprocessing';
import type { Problem } from '@clusterboard/problems';
import sharp from 'sharp';
import { mapInOrder } from '../importers/map-in-order.ts';
import { requireChecksum } from '../pack/image-checksums.ts';
import type { Pack, PackSplit } from '../pack/pack.ts';
import { readingOrder } from '../pack/reading-order.ts';
import { CropWriter, OpenImages, openCached } from './crop-cache.ts';

/** Images of a split as an encoder is to see them, but for the arithmetic that makes numbers of bytes. */
export interface Crops {
  readonly image: ImageSize & { readonly count: number };
  /** What is left to be done: the same preprocessing without its resize. */
  readonly preprocessing: Preprocessing;
  /** How {@link Crops.openFile} holds them: by their rows in the pack, or in {@link readingOrder}. */
  readonly fileOrder: 'pack' | 'reading';
  /**
   * A verified file of them all, uint8 [count, height, width, channels], to be closed by the caller; or null
   * while there is none, and they have to be made.
   *
   * @throws PlatformFault DATASET_DAMAGED
   */
  openFile(): Promise<OpenImages | null>;
  /**
   * Makes them in {@link readingOrder}, in pieces of any length. What was gone through to the end is kept in
   * the cache.
   *
   * @throws UnreadableImage, and PlatformFault DATASET_DAMAGED
   */
  make(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** Carries IMAGE_UNREADABLE out of a stream. */
export class UnreadableImage extends Error {
  override readonly name = 'UnreadableImage';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export interface CropOptions {
  readonly cache?: FileCacheSettings;
  /** The first so many images only; these are not cached. */
  readonly limit?: number;
}

const pieceBytes = 1 << 20;
/** What reads image files: other versions may give other pixels, of libvips or of what `decodeImage` makes of it. */
export const decoders = `vips ${sharp.versions.vips}, 3`;

/** Whether images of the pack are the crops already. */
function isCropped(
  { manifest }: Pack,
  { kind }: PackSplit,
  { height, width, shorterSide }: Preprocessing,
): boolean {
  const { image } = manifest;
  const fits = image.height === height && image.width === width;
  return kind === 'pixels' && fits && (shorterSide ?? height) === Math.min(height, width);
}

/** The same content, geometry and decoder make the same bytes. */
function cacheKey(split: PackSplit, spec: Preprocessing, channels: 1 | 3): string {
  const { height, width, shorterSide = null, interpolation } = spec;
  const decoder = split.kind === 'files' ? decoders : null;
  const key = {
    format: 2,
    content: split.contentSha256,
    height,
    width,
    shorterSide,
    interpolation,
    channels,
    decoder,
  };
  return createHash('sha256').update(JSON.stringify(key)).digest('hex');
}

async function* cropAll(
  split: PackSplit,
  cropper: Cropper,
  count: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = await split.openImages();
  const { height, width, channels } = cropper.size;
  const length = height * width * channels;
  const perPiece = Math.max(1, Math.floor(pieceBytes / length));
  let piece = new Uint8Array(Math.min(perPiece, count) * length);
  let filled = 0;
  try {
    const rows = [...readingOrder(count)];
    for await (const read of mapInOrder(rows, availableParallelism() + 2, (index) => reader.read(index))) {
      if (!read.ok) throw new UnreadableImage(read.problem);
      piece.set(cropper.crop(read.value), filled);
      filled += length;
      if (filled < piece.length) continue;
      yield piece;
      piece = new Uint8Array(perPiece * length);
      filled = 0;
    }
    if (filled > 0) yield piece.subarray(0, filled);
  } finally {
    await reader.close();
  }
}

async function* keeping(
  pieces: AsyncIterable<Uint8Array>,
  writer: CropWriter | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of pieces) {
      await writer?.write(piece);
      yield piece;
    }
    await writer?.keep();
  } finally {
    await writer?.discard();
  }
}

/**
 * The images of a split resized, cropped and in the colours that `spec` asks for. Decoded images are kept
 * by content and geometry: encoders that differ only in scale, mean and std share them.
 */
export function openCrops(
  pack: Pack,
  split: PackSplit,
  spec: Preprocessing,
  { cache, limit = split.count }: CropOptions = {},
): Crops {
  const count = Math.min(limit, split.count);
  if (isCropped(pack, split, spec)) {
    return {
      image: { ...pack.manifest.image, count },
      preprocessing: spec,
      fileOrder: 'pack',
      openFile: async () => {
        const checksums = await split.verifyImages();
        return new OpenImages(await open(split.imagesPath, 'r'), {
          requireImage: (row, bytes) => requireChecksum(split.imagesPath, row, bytes, checksums),
        });
      },
      make: () => cropAll(split, createCropper(spec, pack.manifest.image.channels), count),
    };
  }
  const channels = pack.manifest.image.channels === 1 ? 1 : channelCount(spec.colour);
  const cropper = createCropper(spec, channels);
  const bytes = count * spec.height * spec.width * channels;
  const kept = count === split.count ? cache : undefined;
  const key = cacheKey(split, spec, channels);
  const { shorterSide: _done, ...rest } = spec;
  return {
    image: { ...cropper.size, count },
    preprocessing: rest,
    fileOrder: 'reading',
    openFile: async () => (kept === undefined ? null : openCached(kept, key)),
    async *make() {
      const writer = kept === undefined ? null : await CropWriter.create(kept, key, bytes);
      yield* keeping(cropAll(split, cropper, count), writer);
    },
  };
}
