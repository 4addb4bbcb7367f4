import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EntryWriter,
  errorCode,
  type FileCacheSettings,
  findEntry,
  hashFile,
  isDiskFull,
  syncToDisk,
} from '@clusterboard/artifacts';
import { decoders, type Pack, type SplitName, splitNames } from '@clusterboard/datasets';
import { executionProviders } from '@clusterboard/environment';
import type { Preprocessing } from '@clusterboard/preprocessing';
import runtime from 'onnxruntime-node/package.json' with { type: 'json' };
import { z } from 'zod';
import type { EncoderFeatures, EncoderSettings } from '../run-encoder.ts';

/** Features of both splits as they came out of one encoder. */
export type KeptFeatures = Record<SplitName, EncoderFeatures & { readonly path: string }>;

/** All that decides on the features; on how many threads and with which provider they were made is kept beside them. */
export interface FeatureSource {
  readonly modelSha256: string;
  readonly pack: Pack;
  readonly preprocessing: Preprocessing;
  readonly output: EncoderSettings['output'];
  readonly inputLayout?: EncoderSettings['inputLayout'];
}

/** To be counted up when the same images would be decoded, resized or pooled to other numbers. */
const format = 2;
const described = 'features.json';

const featureFile = (split: SplitName): string => `${split}.f32`;
const entryFiles = [...splitNames.map(featureFile), described];

const featuresSchema = z.strictObject({
  rows: z.int().positive(),
  dim: z.int().positive(),
  executionProvider: z.enum(executionProviders),
  runtimeVersion: z.string(),
  batchSize: z.int().positive(),
  threads: z.int().positive(),
  seconds: z.number(),
  imagesPerSecond: z.number(),
});
const entrySchema = z.strictObject({ train: featuresSchema, test: featuresSchema });

/** The same for the same model, images, preprocessing, pooling and versions of what computes them. */
export function featureKey({ modelSha256, pack, preprocessing, output, inputLayout }: FeatureSource): string {
  const { height, width, shorterSide = null, interpolation, colour, scale, mean, std } = preprocessing;
  const parts = [
    format,
    modelSha256,
    [pack.train.contentSha256, pack.test.contentSha256],
    pack.manifest.image,
    [height, width, shorterSide, interpolation, colour, scale, mean, std],
    [output.name ?? null, output.layout ?? null, output.pooling, inputLayout ?? null],
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

/** The features of an earlier run with the same key, in files of `directory`; null when there are none. */
export async function takeFeatures(
  settings: FileCacheSettings,
  key: string,
  directory: string,
): Promise<KeptFeatures | null> {
  const entry = await findEntry(settings, key, entryFiles);
  if (entry === null) return null;
  try {
    const facts = entrySchema.parse(JSON.parse(await readFile(join(entry.directory, described), 'utf8')));
    const taken = async (split: SplitName) => {
      const path = join(directory, `${split}.features.f32`);
      await share(join(entry.directory, featureFile(split)), path);
      return { ...facts[split], path };
    };
    return { train: await taken('train'), test: await taken('test') };
  } catch (error) {
    // Taken away by another process at this moment, or not written by this version.
    if (errorCode(error) === 'ENOENT' || error instanceof z.ZodError) return null;
    throw error;
  }
}

/**
 * Keeps features under `key`; no reader sees them before they are complete and on the disk. What has no room, for
 * itself or on the disk, is not kept.
 */
export async function keepFeatures(
  settings: FileCacheSettings,
  key: string,
  features: KeptFeatures,
): Promise<void> {
  const { train, test } = features;
  const bytes = (train.rows * train.dim + test.rows * test.dim) * Float32Array.BYTES_PER_ELEMENT;
  const writer = await EntryWriter.create(settings, key, bytes);
  if (writer === null) return;
  const inside = (name: string): string => join(writer.directory, name);
  try {
    for (const split of splitNames) {
      await share(features[split].path, inside(featureFile(split)));
      await syncToDisk(inside(featureFile(split)));
    }
    const facts = entrySchema.parse({ train: factsOf(train), test: factsOf(test) });
    await writeFile(inside(described), JSON.stringify(facts), { flush: true });
    const hashes = entryFiles.map(async (name) => [name, await hashFile(inside(name))] as const);
    await writer.keep(Object.fromEntries(await Promise.all(hashes)));
  } catch (error) {
    // The work that this is done beside goes on.
    if (!isDiskFull(error)) throw error;
  } finally {
    await writer.discard();
  }
}

function factsOf({ path: _path, ...facts }: KeptFeatures[SplitName]): EncoderFeatures {
  return facts;
}
