import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { decoders, errorCode, type Pack, type SplitName, splitNames } from '@clusterboard/datasets';
import type { Preprocessing } from '@clusterboard/preprocessing';
import runtime from 'onnxruntime-node/package.json' with { type: 'json' };
import { z } from 'zod';
import type { EncoderFeatures, EncoderSettings } from './run-encoder.ts';

export interface FeatureCacheSettings {
  /** Made when it is first written to; nothing else may be in it. */
  readonly directory: string;
  /** Of all features together; those used longest ago go first. */
  readonly limitBytes: number;
}

/** Features of both splits as they came out of one encoder. */
export type KeptFeatures = Record<SplitName, EncoderFeatures & { readonly path: string }>;

/** All that decides on the features; on how many threads and with which provider they were made is kept beside them. */
export interface FeatureSource {
  readonly modelSha256: string;
  readonly pack: Pack;
  readonly preprocessing: Preprocessing;
  readonly output: EncoderSettings['output'];
}

/** To be counted up when the same images would be decoded, resized or pooled to other numbers. */
const format = 1;
const described = 'features.json';
const suffix = '.features';
const abandonedAfterMs = 60 * 60 * 1000;

const featureFile = (split: SplitName): string => `${split}.f32`;

const featuresSchema = z.strictObject({
  rows: z.int().positive(),
  dim: z.int().positive(),
  executionProvider: z.string(),
  runtimeVersion: z.string(),
  batchSize: z.int().positive(),
  threads: z.int().positive(),
  seconds: z.number(),
  imagesPerSecond: z.number(),
});
const entrySchema = z.strictObject({ train: featuresSchema, test: featuresSchema });

/** The same for the same model, images, preprocessing, pooling and versions of what computes them. */
export function featureKey({ modelSha256, pack, preprocessing, output }: FeatureSource): string {
  const { height, width, shorterSide = null, interpolation, colour, scale, mean, std } = preprocessing;
  const parts = [
    format,
    modelSha256,
    [pack.train.contentSha256, pack.test.contentSha256],
    pack.manifest.image,
    [height, width, shorterSide, interpolation, colour, scale, mean, std],
    [output.name ?? null, output.pooling],
    runtime.version,
    pack.train.kind === 'files' ? decoders : null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Another name for the same bytes where the volume allows it, a copy elsewhere. */
async function share(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  try {
    await link(from, to);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(String(errorCode(error)))) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The features of an earlier run with the same key, in files of `directory`; null when there are none. */
export async function takeFeatures(
  settings: FeatureCacheSettings,
  key: string,
  directory: string,
): Promise<KeptFeatures | null> {
  const entry = join(settings.directory, `${key}${suffix}`);
  try {
    const facts = entrySchema.parse(JSON.parse(await readFile(join(entry, described), 'utf8')));
    const taken = async (split: SplitName) => {
      const path = join(directory, `${split}.features.f32`);
      await share(join(entry, featureFile(split)), path);
      const { rows, dim } = facts[split];
      if ((await stat(path)).size !== rows * dim * Float32Array.BYTES_PER_ELEMENT) return null;
      return { ...facts[split], path };
    };
    const [train, test] = [await taken('train'), await taken('test')];
    if (train === null || test === null) return null;
    const now = new Date();
    await utimes(entry, now, now);
    return { train, test };
  } catch (error) {
    // Not there, taken away by another process at this moment, or not written by this version.
    if (errorCode(error) === 'ENOENT' || error instanceof z.ZodError || error instanceof SyntaxError)
      return null;
    throw error;
  }
}

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

async function entryAt(path: string): Promise<Entry | null> {
  try {
    const { mtimeMs } = await stat(path);
    const sizes = await Promise.all(
      (await readdir(path)).map(async (name) => (await stat(join(path, name))).size),
    );
    return { path, bytes: sizes.reduce((sum, size) => sum + size, 0), usedMs: mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Out of sight first, so that nobody finds half of it. */
async function discard(path: string): Promise<void> {
  const hidden = `${path}-${randomUUID()}.part`;
  await rename(path, hidden).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  await rm(hidden, { recursive: true, force: true });
}

/** Removes what a process that was killed has left, then what was used longest ago until `bytes` more fit. */
async function makeRoom({ directory, limitBytes }: FeatureCacheSettings, bytes: number): Promise<void> {
  const kept: Entry[] = [];
  for (const name of await readdir(directory)) {
    const entry = await entryAt(join(directory, name));
    if (entry === null) continue;
    if (name.endsWith(suffix)) kept.push(entry);
    else if (Date.now() - entry.usedMs > abandonedAfterMs) {
      await rm(entry.path, { recursive: true, force: true });
    }
  }
  let used = kept.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const { path, bytes: freed } of kept.sort((one, other) => one.usedMs - other.usedMs)) {
    if (used + bytes <= limitBytes) return;
    await discard(path);
    used -= freed;
  }
}

/**
 * Keeps features under `key`; nobody sees them before they are whole and on the disk. What has no room, for
 * itself or on the disk, is not kept.
 */
export async function keepFeatures(
  settings: FeatureCacheSettings,
  key: string,
  features: KeptFeatures,
): Promise<void> {
  const { train, test } = features;
  const bytes = (train.rows * train.dim + test.rows * test.dim) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes > settings.limitBytes) return;
  await mkdir(settings.directory, { recursive: true });
  await makeRoom(settings, bytes);
  const target = join(settings.directory, `${key}${suffix}`);
  const part = join(settings.directory, `${key}-${randomUUID()}.part`);
  try {
    await mkdir(part);
    for (const split of splitNames) {
      await share(features[split].path, join(part, featureFile(split)));
      await flush(join(part, featureFile(split)));
    }
    const facts = entrySchema.parse({ train: factsOf(train), test: factsOf(test) });
    await writeFile(join(part, described), JSON.stringify(facts), { flush: true });
    await discard(target);
    await rename(part, target);
  } catch (error) {
    // Another process has kept the same, or the disk is full: the work that this is done beside goes on.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOSPC', 'EDQUOT'].includes(String(errorCode(error)))) throw error;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

function factsOf({ path: _path, ...facts }: KeptFeatures[SplitName]): EncoderFeatures {
  return facts;
}
