import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { unreadable } from '@clusterboard/artifacts/file-problem';
import { readWholeNumbers } from '@clusterboard/artifacts/read-npy';
import { decodeText, ListRefusal } from '@clusterboard/datasets/decode-text';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { fromCsv } from './csv-labels.ts';
import { type LabelFile, numbersIfAll, type ReadLabels, withoutLines } from './label-list.ts';

/**
 * A list of whole numbers or one of names.
 *
 * @throws ListRefusal
 */
function fromJson(bytes: Uint8Array): ReadLabels {
  const text = decodeText(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ListRefusal('it is not JSON');
  }
  if (Array.isArray(json)) {
    if (json.every((item) => typeof item === 'string')) return withoutLines(numbersIfAll(json));
    if (json.every((item) => Number.isSafeInteger(item))) return withoutLines(Float64Array.from(json));
  }
  throw new ListRefusal('a list of whole numbers, or one of names, is needed');
}

type Read = (bytes: Uint8Array, onHeading: (word: string) => void) => ReadLabels;

const readers: Readonly<Record<string, Read>> = {
  '.json': fromJson,
  '.csv': fromCsv,
  '.tsv': fromCsv,
  '.txt': fromCsv,
};

const refused = (file: string, reason: string) => failure(problem('LABELS_UNREADABLE', { file, reason }));

/**
 * One label an image from a .npy, .json, .csv, .tsv or .txt file, in order; `note` is told of a first line that
 * was taken for a heading.
 *
 * Fails with FILE_UNREADABLE, ARRAY_UNREADABLE or LABELS_UNREADABLE.
 */
export async function readLabels(file: string, note: CommandContext['note']): Promise<Result<LabelFile>> {
  const kind = extname(file).toLowerCase();
  if (kind === '.npy') {
    const numbers = await readWholeNumbers(file);
    return numbers.ok ? success({ file, ...withoutLines(numbers.value) }) : numbers;
  }
  const read = readers[kind];
  if (read === undefined) {
    return refused(file, `expected a name that ends in .npy, ${Object.keys(readers).join(', ')}`);
  }
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return failure(unreadable(file, error));
  }
  try {
    const found = read(bytes, (word) => note(`${file}: using the first line as the header (“${word}”).`));
    return found.labels.length === 0 ? refused(file, 'it has no labels') : success({ file, ...found });
  } catch (error) {
    if (error instanceof ListRefusal) return refused(file, error.message);
    throw error;
  }
}
