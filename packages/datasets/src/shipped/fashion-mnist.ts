import { join } from 'node:path';
import { type Result, success } from '@clusterboard/problems';
import { readIdx } from '../importers/idx.ts';
import { damaged } from '../pack/damage.ts';
import type { Description } from '../pack/manifest.ts';
import type { Pack } from '../pack/pack.ts';
import { importPack, type SplitSink } from '../pack/write-pack.ts';
import {
  debianDirectory,
  downloadFile,
  type FashionMnistFile,
  fashionMnistFiles,
  findFashionMnist,
  upstreamUrl,
} from './fashion-mnist-files.ts';

const description: Description = {
  slug: 'fashion-mnist',
  name: 'Fashion-MNIST',
  description:
    'Photographs of Zalando’s articles in grey, 28 × 28 pixels: ten kinds of clothing, shoes and bags.',
  licence: {
    spdx: 'MIT',
    text: 'The MIT License (MIT). Copyright © 2017 Zalando SE, https://tech.zalando.com',
    url: 'https://github.com/zalandoresearch/fashion-mnist/blob/master/LICENSE',
  },
  homepage: 'https://github.com/zalandoresearch/fashion-mnist',
  source:
    'The four IDX files of zalandoresearch/fashion-mnist, from Debian’s dataset-fashion-mnist where installed; unchanged, with the original split.',
  image: { height: 28, width: 28, channels: 1 },
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
};

export interface ImportProgress {
  readonly stage: 'download' | 'convert';
  readonly file: string;
  /** Bytes of this file so far. */
  readonly done: number;
  /** Bytes of this file; undefined while a server does not say. */
  readonly total: number | undefined;
}

export interface ImportFashionMnistOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Directories that may hold the four .gz files; Debian's by default. */
  readonly directories?: readonly string[];
  /** Where they are fetched from when no directory does, ending in a slash; upstream by default. */
  readonly baseUrl?: string;
}

type OnProgress = (progress: ImportProgress) => void;

async function fetchAll(baseUrl: string, directory: string, onProgress: OnProgress): Promise<Result<void>> {
  for (const file of fashionMnistFiles) {
    const fetched = await downloadFile(baseUrl, file, directory, (done, total) =>
      onProgress({ stage: 'download', file: file.name, done, total }),
    );
    if (!fetched.ok) return fetched;
  }
  return success(undefined);
}

async function convert(
  directory: string,
  file: FashionMnistFile,
  sink: SplitSink,
  onProgress: OnProgress,
): Promise<Result<void>> {
  const path = join(directory, file.name);
  const total = file.dims.reduce((product, size) => product * size, 1);
  let done = 0;
  const read = await readIdx(path, async (values) => {
    await sink[file.kind](values);
    done += values.length;
    onProgress({ stage: 'convert', file: file.name, done, total });
  });
  if (!read.ok) return read;
  if (read.value.sha256 !== file.contentSha256) {
    return damaged(path, `its content has the SHA-256 ${read.value.sha256}, not ${file.contentSha256}`);
  }
  return success(undefined);
}

/**
 * Imports Fashion-MNIST as the pack `into`/fashion-mnist: from Debian's package where installed, else
 * from upstream (30 MB); returns the pack at once where it is there already. Content is held against
 * pinned hashes. Fails with DATASET_UNAVAILABLE, DATASET_DAMAGED or STORAGE_FULL.
 */
export function importFashionMnist(
  into: string,
  options: ImportFashionMnistOptions = {},
): Promise<Result<Pack>> {
  const { onProgress = () => {}, directories = [debianDirectory], baseUrl = upstreamUrl } = options;
  return importPack(into, description, async (sinks, scratch) => {
    const found = findFashionMnist(directories);
    if (found === undefined) {
      const fetched = await fetchAll(baseUrl, scratch, onProgress);
      if (!fetched.ok) return fetched;
    }
    for (const file of fashionMnistFiles) {
      const converted = await convert(found ?? scratch, file, sinks[file.split], onProgress);
      if (!converted.ok) return converted;
    }
    return success(undefined);
  });
}
