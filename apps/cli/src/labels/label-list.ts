import { ListRefusal } from '@clusterboard/datasets/decode-text';

/** The labels of images in order: whole numbers (as exact float64), or names. */
export type LabelList = Float64Array | readonly string[];

/** A class or a cluster, as its file names it. */
export type Label = number | string;

/** A column that names the images of a list. */
export interface IdColumn {
  readonly heading: string;
  readonly values: readonly string[];
}

/** Labels, and what their file tells about the images that they belong to. */
export interface ReadLabels {
  readonly labels: LabelList;
  /** Image files before other names, an unnamed index last. */
  readonly ids: readonly IdColumn[];
  /** The line of each label; none in arrays and JSON. */
  readonly lines: readonly number[];
  /** Blank lines among the labels. */
  readonly blankLines: readonly number[];
}

/** Labels and where they came from. */
export interface LabelFile extends ReadLabels {
  readonly file: string;
}

/** Labels from a format that has neither lines nor ids. */
export const withoutLines = (labels: LabelList): ReadLabels => ({
  labels,
  ids: [],
  lines: [],
  blankLines: [],
});

export const isNumbered = (list: LabelList): list is Float64Array => list instanceof Float64Array;

/** As spreadsheets and numpy.savetxt write them: 7, 07, 7.0, 7.000e+00. */
const numeral = /^[-+]?\d+(\.\d*)?(e[-+]?\d+)?$/i;

export const isNumeral = (word: string): boolean => numeral.test(word);

/**
 * Words that are numbers throughout become numbers, so that 7, 07 and 7.0 are one class and 10 comes after 9.
 *
 * @throws ListRefusal where all are numbers and one is not whole
 */
export function numbersIfAll(words: readonly string[]): LabelList {
  const values = new Float64Array(words.length);
  for (const [image, word] of words.entries()) {
    if (!isNumeral(word)) return words;
    values[image] = Number(word);
  }
  const broken = values.findIndex((value) => !Number.isSafeInteger(value));
  if (broken !== -1) {
    throw new ListRefusal(`the label of image ${broken} is ${words[broken]}, not an integer`);
  }
  return values;
}
