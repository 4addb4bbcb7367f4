import { type FileHandle, open } from 'node:fs/promises';
import type { ObjectStore } from '@clusterboard/artifacts';
import { isMissing, npyHeader } from '@clusterboard/artifacts';
import { imagesArePublic, type StoredFeatures } from '@clusterboard/core';

export const featureSplits = ['train', 'test'] as const;
export type FeatureSplit = (typeof featureSplits)[number];

/** Features of a split as an .npy file: a header, then the stored float32 values [rows, dimension]. */
export interface FeatureFile {
  readonly submissionId: string;
  readonly split: FeatureSplit;
  readonly rows: number;
  readonly dimension: number;
  /** SHA-256 of the values, without the header. */
  readonly sha256: string;
  readonly header: Buffer;
  /** Header and values. */
  readonly sizeBytes: number;
}

export type EntryFeatures = Readonly<Record<FeatureSplit, FeatureFile>>;

/** null if the features were removed or must not be published. */
export type FindFeatures = (stored: StoredFeatures) => Promise<EntryFeatures | null>;

/** Opens the values of a split; null if they were removed. The caller closes the handle. */
export async function openFeatures(
  objects: ObjectStore,
  stored: StoredFeatures,
  split: FeatureSplit,
): Promise<{ readonly file: FeatureFile; readonly values: FileHandle } | null> {
  const { submissionId, featureDim: dimension } = stored;
  const sha256 = split === 'train' ? stored.trainFeaturesSha256 : stored.testFeaturesSha256;
  const values = await open(objects.path(sha256)).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (values === null) return null;
  try {
    const { size } = await values.stat();
    const rows = size / (dimension * Float32Array.BYTES_PER_ELEMENT);
    if (!Number.isInteger(rows)) throw new Error(`${sha256} holds no rows of ${dimension} values`);
    const header = npyHeader('<f4', [rows, dimension]);
    const file = { submissionId, split, rows, dimension, sha256, header, sizeBytes: header.length + size };
    return { file, values };
  } catch (error) {
    await values.close();
    throw error;
  }
}

export function createFindFeatures(objects: ObjectStore): FindFeatures {
  const find = async (stored: StoredFeatures, split: FeatureSplit): Promise<FeatureFile | null> => {
    const opened = await openFeatures(objects, stored, split);
    await opened?.values.close();
    return opened?.file ?? null;
  };
  return async (stored) => {
    if (!imagesArePublic(stored)) return null;
    const [train, test] = [await find(stored, 'train'), await find(stored, 'test')];
    return train && test ? { train, test } : null;
  };
}
