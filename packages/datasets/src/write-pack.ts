import { createHash } from 'node:crypto';
import {
  chmod,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import { errorCode } from './damage.ts';
import type { Manifest, SplitName } from './manifest.ts';
import {
  imageBytes,
  imagesFile,
  labelsFile,
  manifestFile,
  openPack,
  type Pack,
  samplesFile,
} from './pack.ts';
import { drawSamples } from './samples.ts';
import { verifyPack } from './verify-pack.ts';

/** What a manifest says before the images are counted and hashed. */
export type Description = Omit<Manifest, 'format' | 'splits'>;

/** Takes one split, in order and in pieces of any length. */
export interface SplitSink {
  /** uint8, row-major [n, height, width, channels]; a piece may end inside an image. */
  readonly images: (pixels: Uint8Array) => Promise<void>;
  /** Class indices. */
  readonly labels: (labels: ArrayLike<number>) => Promise<void>;
}

/** Where a dataset comes from: fills both splits, using `scratch` for files of its own. */
export type Fill = (sinks: Record<SplitName, SplitSink>, scratch: string) => Promise<Result<void>>;

class HashedFile {
  private readonly hash = createHash('sha256');
  private readonly handle: FileHandle;
  length = 0;

  constructor(handle: FileHandle) {
    this.handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.length += bytes.length;
    await this.handle.writeFile(bytes);
  }

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

class SplitWriter implements SplitSink {
  private readonly imageFile: HashedFile;
  private readonly labelFile: HashedFile;

  private constructor(imageFile: HashedFile, labelFile: HashedFile) {
    this.imageFile = imageFile;
    this.labelFile = labelFile;
  }

  static async create(directory: string, split: SplitName): Promise<SplitWriter> {
    const images = await open(join(directory, imagesFile(split)), 'wx');
    const labels = await open(join(directory, labelsFile(split)), 'wx');
    return new SplitWriter(new HashedFile(images), new HashedFile(labels));
  }

  readonly images = (pixels: Uint8Array): Promise<void> => this.imageFile.write(pixels);

  readonly labels = (labels: ArrayLike<number>): Promise<void> => {
    const bytes = Buffer.alloc(labels.length * 2);
    for (let i = 0; i < labels.length; i++) bytes.writeUInt16LE(labels[i] as number, 2 * i);
    return this.labelFile.write(bytes);
  };

  async finish(bytesPerImage: number): Promise<Manifest['splits'][SplitName]> {
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

async function writeDurably(path: string, bytes: string | Uint8Array): Promise<void> {
  await writeFile(path, bytes, { flush: true });
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeFiles(directory: string, description: Description, fill: Fill): Promise<Result<void>> {
  const train = await SplitWriter.create(directory, 'train');
  const test = await SplitWriter.create(directory, 'test');
  try {
    const scratch = join(directory, 'scratch');
    await mkdir(scratch);
    const filled = await fill({ train, test }, scratch);
    if (!filled.ok) return filled;
    await rm(scratch, { recursive: true });
    const bytes = imageBytes(description);
    const splits = { train: await train.finish(bytes), test: await test.finish(bytes) };
    const manifest: Manifest = { format: 1, ...description, splits };
    await writeDurably(join(directory, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  } finally {
    await train.abandon();
    await test.abandon();
  }
  const pack = await openPack(directory);
  if (!pack.ok) return pack;
  await writeDurably(join(directory, samplesFile), await drawSamples(pack.value));
  await syncDirectory(directory);
  return success(undefined);
}

const abandonedAfterMs = 60 * 60 * 1000;

/** Removes what an import that was killed left behind; one under way is younger. */
async function removeAbandoned(into: string, prefix: string): Promise<void> {
  for (const name of await readdir(into)) {
    if (!name.startsWith(prefix)) continue;
    const entry = await stat(join(into, name)).catch(() => undefined);
    if (entry && Date.now() - entry.mtimeMs > abandonedAfterMs) {
      await rm(join(into, name), { recursive: true, force: true });
    }
  }
}

/** Puts a finished pack in place, over a damaged one if need be. Another import may have been faster. */
async function moveIntoPlace(finished: string, target: string): Promise<void> {
  const other = await verifyPack(target);
  if (other.ok) return;
  const old = `${finished}.old`;
  await rename(target, old).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  await rename(finished, target).catch((error: unknown) => {
    const code = errorCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  });
  await rm(old, { recursive: true, force: true });
}

/**
 * Makes sure that `into`/slug is a sound pack and opens it. A sound one is left alone; a missing or
 * damaged one is written beside its place, synced to disk, and renamed, so that nobody ever sees half
 * a pack. Fails with what `fill` fails with, or with STORAGE_FULL.
 */
export async function importPack(into: string, description: Description, fill: Fill): Promise<Result<Pack>> {
  const target = join(into, description.slug);
  const existing = await verifyPack(target);
  if (existing.ok) return existing;

  let temporary: string | undefined;
  try {
    await mkdir(into, { recursive: true });
    const prefix = `.${description.slug}-import-`;
    await removeAbandoned(into, prefix);
    temporary = await mkdtemp(join(into, prefix));
    const written = await writeFiles(temporary, description, fill);
    if (!written.ok) return written;
    // mkdtemp keeps others out, but a jailed process of another user reads the images.
    await chmod(temporary, 0o755);
    await moveIntoPlace(temporary, target);
    await syncDirectory(into);
    return await openPack(target);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return failure(problem('STORAGE_FULL', {}, String(error)));
    throw error;
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
