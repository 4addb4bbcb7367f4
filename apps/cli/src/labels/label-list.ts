/** The labels of images in order: whole numbers (as exact float64), or names. */
export type LabelList = Float64Array | readonly string[];

/** A class or a cluster, as its file names it. */
export type Label = number | string;

export const isNumbered = (list: LabelList): list is Float64Array => list instanceof Float64Array;

/** A sentence part on why a file is no list of labels. */
export class LabelRefusal extends Error {
  override readonly name = 'LabelRefusal';
}

/** As spreadsheets and numpy.savetxt write them: 7, 07, 7.0, 7.000e+00. */
const numeral = /^[-+]?\d+(\.\d*)?(e[-+]?\d+)?$/i;

export const isNumeral = (word: string): boolean => numeral.test(word);

/**
 * Words that are numbers throughout become numbers, so that 7, 07 and 7.0 are one class and 10 comes after 9.
 *
 * @throws LabelRefusal where all are numbers and one is not whole
 */
export function numbersIfAll(words: readonly string[]): LabelList {
  const values = new Float64Array(words.length);
  for (const [image, word] of words.entries()) {
    if (!isNumeral(word)) return words;
    values[image] = Number(word);
  }
  const broken = values.findIndex((value) => !Number.isSafeInteger(value));
  if (broken !== -1) {
    throw new LabelRefusal(`the label of image ${broken} is ${words[broken]}, not an integer`);
  }
  return values;
}
