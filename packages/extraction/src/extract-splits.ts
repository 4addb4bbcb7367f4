import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileCacheSettings } from '@clusterboard/artifacts';
import { openCrops, type Pack, type SplitName } from '@clusterboard/datasets';
import { type Result, success } from '@clusterboard/problems';
import { featureKey, keepFeatures, takeFeatures } from './cache/feature-cache.ts';
import { type EncoderFeatures, type EncoderSettings, runEncoder } from './run-encoder.ts';

/** float32 features of one split on disk, row-major [rows, dim]. */
export interface ExtractedSplit extends EncoderFeatures {
  readonly path: string;
}

export type ExtractedSplits = Record<SplitName, ExtractedSplit>;

export interface ExtractionSettings extends EncoderSettings {
  /** Where features are kept for the next time that the same model meets the same images; nowhere when absent. */
  readonly featureCache?: FileCacheSettings & { readonly modelSha256: string };
}

export interface ExtractionProgress {
  readonly imagesDone: number;
  /** Of train and test together. */
  readonly imagesTotal: number;
}

/**
 * Runs the encoder over train, then test, or takes what an earlier run has kept; the features are left in
 * `directory`. Fails and throws as `runEncoder` does.
 */
export async function extractSplits(
  settings: ExtractionSettings,
  pack: Pack,
  directory: string,
  onProgress: (progress: ExtractionProgress) => void,
): Promise<Result<ExtractedSplits>> {
  const { featureCache, preprocessing, output, inputLayout, onLog = () => {} } = settings;
  if (featureCache === undefined) return runSplits(settings, pack, directory, onProgress);
  const { modelSha256 } = featureCache;
  const key = featureKey({
    modelSha256,
    pack,
    preprocessing,
    output,
    ...(inputLayout ? { inputLayout } : {}),
  });
  const kept = await takeFeatures(featureCache, key, directory);
  if (kept !== null) {
    const images = kept.train.rows + kept.test.rows;
    onLog(`features of ${images} images are kept from an earlier run`);
    onProgress({ imagesDone: images, imagesTotal: images });
    return success(kept);
  }
  const extracted = await runSplits(settings, pack, directory, onProgress);
  if (extracted.ok) await keepFeatures(featureCache, key, extracted.value);
  return extracted;
}

async function runSplits(
  settings: EncoderSettings,
  pack: Pack,
  directory: string,
  onProgress: (progress: ExtractionProgress) => void,
): Promise<Result<ExtractedSplits>> {
  const { cropCache } = settings;
  const imagesTotal = pack.train.count + pack.test.count;
  const extract = async (name: SplitName, imagesBefore: number): Promise<Result<ExtractedSplit>> => {
    const path = join(directory, `${name}.features.f32`);
    // Not to be written over: it may be another name of features that are kept.
    await rm(path, { force: true });
    const run = await runEncoder({
      ...settings,
      crops: openCrops(
        pack,
        pack[name],
        settings.preprocessing,
        cropCache === undefined ? {} : { cache: cropCache },
      ),
      featuresPath: path,
      onProgress: ({ imagesDone }) => onProgress({ imagesDone: imagesBefore + imagesDone, imagesTotal }),
    });
    return run.ok ? success({ ...run.value, path }) : run;
  };
  onProgress({ imagesDone: 0, imagesTotal });
  const train = await extract('train', 0);
  if (!train.ok) return train;
  const test = await extract('test', pack.train.count);
  if (!test.ok) return test;
  if (test.value.dim !== train.value.dim) {
    throw new Error(`${train.value.dim} features on train but ${test.value.dim} on test`);
  }
  return success({ train: train.value, test: test.value });
}
