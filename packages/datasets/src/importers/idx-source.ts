import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSize } from '@clusterboard/preprocessing';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from '../pack/damage.ts';
import { readIdx, readIdxDimensions } from './idx.ts';
import { refused } from './import-report.ts';

export interface IdxPair {
  /** uint8 [n, height, width] or [n, height, width, 1 or 3], gzip or not. */
  readonly images: string;
  /** uint8 [n]. */
  readonly labels: string;
}

export interface IdxFiles {
  readonly train: IdxPair;
  /** Without it train is split by class. */
  readonly test?: IdxPair;
}

/** The files of MNIST's naming in a directory (`train-images-idx3-ubyte.gz`, `t10k-labels-idx1-ubyte` …). */
export async function findIdxFiles(directory: string): Promise<IdxFiles | null> {
  const names = (await readdir(directory)).sort();
  const find = (split: RegExp, kind: string) => {
    const name = names.find(
      (file) => split.test(file) && file.includes(`${kind}`) && /idx\d-ubyte(\.gz)?$/.test(file),
    );
    return name === undefined ? undefined : join(directory, name);
  };
  const pair = (split: RegExp): IdxPair | undefined => {
    const [images, labels] = [find(split, 'images'), find(split, 'labels')];
    return images === undefined || labels === undefined ? undefined : { images, labels };
  };
  const [train, test] = [pair(/^train/), pair(/^(t10k|test)/)];
  if (train === undefined) return null;
  return test === undefined ? { train } : { train, test };
}

export interface OpenedIdx {
  readonly pair: IdxPair;
  readonly image: ImageSize;
  readonly labels: Uint8Array;
}

/** Labels, and the size of the images. Fails with DATASET_DAMAGED or DATASET_REFUSED. */
async function openPair(pair: IdxPair): Promise<Result<OpenedIdx>> {
  const chunks: Buffer[] = [];
  const read = await readIdx(pair.labels, (values) => void chunks.push(Buffer.from(values)));
  if (!read.ok) return read;
  if (read.value.dims.length !== 1) return damaged(pair.labels, 'it holds no list of labels');
  const labels = Buffer.concat(chunks);
  const dims = await readIdxDimensions(pair.images);
  if (!dims.ok) return dims;
  const [count, height = 0, width = 0, channels = 1, ...more] = dims.value;
  if (height < 1 || width < 1 || (channels !== 1 && channels !== 3) || more.length > 0) {
    return refused(
      `${pair.images} has the shape [${dims.value.join(', ')}]; images are [n, height, width] or [n, height, width, 3]`,
    );
  }
  if (count !== labels.length) {
    return refused(`${pair.images} has ${count} images, but ${pair.labels} has ${labels.length} labels`);
  }
  return success({ pair, image: { height, width, channels }, labels });
}

/** Hands the images of a file over one by one. */
export async function eachImage(
  { pair, image }: OpenedIdx,
  take: (pixels: Uint8Array, index: number) => Promise<void>,
): Promise<Result<unknown>> {
  const length = image.height * image.width * image.channels;
  let rest = Buffer.alloc(0);
  let index = 0;
  return readIdx(pair.images, async (values) => {
    const bytes = rest.length === 0 ? values : Buffer.concat([rest, values]);
    let at = 0;
    for (; at + length <= bytes.length; at += length) await take(bytes.subarray(at, at + length), index++);
    rest = Buffer.from(bytes.subarray(at));
  });
}

/** Both splits, or train alone. Fails with DATASET_DAMAGED, or DATASET_REFUSED where the files do not fit together. */
export async function openIdx(files: IdxFiles): Promise<Result<OpenedIdx[]>> {
  const opened: OpenedIdx[] = [];
  for (const pair of files.test === undefined ? [files.train] : [files.train, files.test]) {
    const one = await openPair(pair);
    if (!one.ok) return one;
    opened.push(one.value);
  }
  const [train, test] = opened;
  if (
    train !== undefined &&
    test !== undefined &&
    JSON.stringify(train.image) !== JSON.stringify(test.image)
  ) {
    return refused('the images of train and test have different sizes');
  }
  return success(opened);
}
