import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HashedFile, labelBytes } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import type { Description, PixelManifest, SplitName } from './manifest.ts';
import { imageBytes, type Pack } from './pack.ts';
import { splitFiles } from './pack-files.ts';
import { placePack, type WriteSplits } from './place-pack.ts';
import { verifyPack } from './verify-pack.ts';

/** Takes one split, in order and in pieces of any length. */
export interface SplitSink {
  /** uint8, row-major [n, height, width, channels]; a piece may end inside an image. */
  readonly images: (pixels: Uint8Array) => Promise<void>;
  /** Class indices. */
  readonly labels: (labels: ArrayLike<number>) => Promise<void>;
}

/** Where a dataset comes from: fills both splits, using `scratch` for files of its own. */
export type Fill<T> = (sinks: Record<SplitName, SplitSink>, scratch: string) => Promise<Result<T>>;

class SplitWriter implements SplitSink {
  private readonly imageFile: HashedFile;
  private readonly labelFile: HashedFile;

  private constructor(imageFile: HashedFile, labelFile: HashedFile) {
    this.imageFile = imageFile;
    this.labelFile = labelFile;
  }

  static async create(directory: string, split: SplitName): Promise<SplitWriter> {
    return new SplitWriter(
      await HashedFile.create(join(directory, splitFiles.pixels(split))),
      await HashedFile.create(join(directory, splitFiles.labels(split))),
    );
  }

  readonly images = (pixels: Uint8Array): Promise<void> => this.imageFile.write(pixels);

  readonly labels = (labels: ArrayLike<number>): Promise<void> => this.labelFile.write(labelBytes(labels));

  async finish(bytesPerImage: number): Promise<PixelManifest['splits'][SplitName]> {
    const count = this.labelFile.length / 2;
    if (count * bytesPerImage !== this.imageFile.length) {
      throw new RangeError(`${count} labels and ${this.imageFile.length} bytes of images`);
    }
    return {
      count,
      imagesSha256: await this.imageFile.finish(),
      labelsSha256: await this.labelFile.finish(),
    };
  }

  async abandon(): Promise<void> {
    await this.imageFile.abandon();
    await this.labelFile.abandon();
  }
}

/** Writes the pixels and labels that `fill` gives; what it returns describes them. */
export const pixelSplits =
  (fill: Fill<Description>): WriteSplits =>
  async (directory) => {
    const train = await SplitWriter.create(directory, 'train');
    const test = await SplitWriter.create(directory, 'test');
    try {
      const scratch = join(directory, 'scratch');
      await mkdir(scratch);
      const described = await fill({ train, test }, scratch);
      if (!described.ok) return described;
      await rm(scratch, { recursive: true });
      const bytes = imageBytes(described.value);
      const splits = { train: await train.finish(bytes), test: await test.finish(bytes) };
      return success({ format: 1, ...described.value, splits });
    } finally {
      await train.abandon();
      await test.abandon();
    }
  };

/**
 * Makes sure that `into`/slug is a sound pack and opens it: a sound one is left alone, a missing or
 * damaged one is written. Fails with what `fill` fails with, or with STORAGE_FULL.
 */
export async function importPack(
  into: string,
  description: Description,
  fill: Fill<void>,
): Promise<Result<Pack>> {
  const existing = await verifyPack(join(into, description.slug));
  if (existing.ok) return existing;
  const writeSplits = pixelSplits(async (sinks, scratch) => {
    const filled = await fill(sinks, scratch);
    return filled.ok ? success(description) : filled;
  });
  return placePack(into, description.slug, writeSplits, 'kept');
}
