import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { errorCode } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import { stratifiedSplit } from '../importers/stratified-split.ts';
import { damaged } from '../pack/damage.ts';
import { type Description, splitNames } from '../pack/manifest.ts';
import type { Pack } from '../pack/pack.ts';
import { importPack } from '../pack/write-pack.ts';

const relativePath = join('examples', 'datasets', 'digits', 'digits.csv.gz');

/**
 * The digits that come with the repository: looked for upward from this module, since a bundled
 * program sits at another depth than the source. The path where the search began if there is none.
 */
export function findDigitsFile(): string {
  const start = import.meta.dirname;
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, relativePath);
    if (existsSync(path)) return path;
    if (dirname(directory) === directory) return join(start, relativePath);
  }
}

const fileSha256 = '46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a';
const pixelsPerImage = 64;
const darkest = 16;
const trainShare = 0.7;
const splitSeed = 0;

const description: Description = {
  slug: 'digits',
  name: 'Digits',
  description:
    'Handwritten digits of 13 people, 8 × 8 pixels each: small enough to judge an encoder in seconds.',
  licence: {
    spdx: 'CC-BY-4.0',
    text: 'Alpaydin, E. and Kaynak, C. (1998). Optical Recognition of Handwritten Digits. UCI Machine Learning Repository. https://doi.org/10.24432/C50P49. Licensed under CC BY 4.0. Changes: pixels scaled from 0 … 16 to 0 … 255; split into train and test.',
    url: 'https://creativecommons.org/licenses/by/4.0/',
  },
  homepage: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
  source:
    'The 1,797 test images of the UCI dataset, as shipped with scikit-learn; split 70 to 30 by class with seed 0.',
  image: { height: 8, width: 8, channels: 1 },
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

interface LabelledImages {
  /** uint8, row-major [n, 8, 8]. */
  readonly images: Uint8Array[];
  readonly labels: number[];
}

/** Lines of 64 pixels in 0 … 16 and a digit. */
function parseLines(text: string): LabelledImages {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  return {
    images: rows.map((row) =>
      Uint8Array.from(row.slice(0, pixelsPerImage), (value) => Math.round((value * 255) / darkest)),
    ),
    labels: rows.map((row) => row[pixelsPerImage] as number),
  };
}

async function readDigits(path: string): Promise<Result<LabelledImages>> {
  let file: Buffer;
  try {
    file = await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return damaged(path, 'no such file');
    throw error;
  }
  const sha256 = createHash('sha256').update(file).digest('hex');
  if (sha256 !== fileSha256) return damaged(path, `its SHA-256 is ${sha256}, not ${fileSha256}`);
  return success(parseLines(gunzipSync(file).toString('ascii')));
}

export interface ImportDigitsOptions {
  /** `digits.csv.gz`, where it is not at its place in the repository. */
  readonly file?: string;
}

/**
 * Imports the 1,797 handwritten digits that come with the repository as the pack `into`/digits; returns
 * the pack at once where it is there already. Fails with DATASET_DAMAGED or STORAGE_FULL.
 */
export function importDigits(into: string, options: ImportDigitsOptions = {}): Promise<Result<Pack>> {
  return importPack(into, description, async (sinks) => {
    const read = await readDigits(options.file ?? findDigitsFile());
    if (!read.ok) return read;
    const { images, labels } = read.value;
    const split = stratifiedSplit(labels, trainShare, splitSeed);
    for (const name of splitNames) {
      await sinks[name].images(Buffer.concat(split[name].map((image) => images[image] as Uint8Array)));
      await sinks[name].labels(split[name].map((image) => labels[image] as number));
    }
    return success(undefined);
  });
}
