import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { unreadable } from '@clusterboard/artifacts/file-problem';
import { readWholeNumbers } from '@clusterboard/artifacts/read-npy';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { fromCsv } from './csv-labels.ts';
import { type LabelList, LabelRefusal, numbersIfAll } from './label-list.ts';

/**
 * A list of whole numbers or one of names.
 *
 * @throws LabelRefusal
 */
function fromJson(text: string): LabelList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LabelRefusal('it is not JSON');
  }
  if (Array.isArray(json)) {
    if (json.every((item) => typeof item === 'string')) return numbersIfAll(json);
    if (json.every((item) => Number.isSafeInteger(item))) return Float64Array.from(json);
  }
  throw new LabelRefusal('a list of whole numbers, or one of names, is needed');
}

type Read = (text: string, onHeading: (word: string) => void) => LabelList;

const readers: Readonly<Record<string, Read>> = {
  '.json': fromJson,
  '.csv': fromCsv,
  '.tsv': fromCsv,
  '.txt': fromCsv,
};

const refused = (file: string, reason: string) => failure(problem('LABELS_UNREADABLE', { file, reason }));

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LabelRefusal('it is not UTF-8 text');
  }
}

/**
 * One label an image from a .npy, .json, .csv, .tsv or .txt file, in order; `note` is told of a first line that
 * was taken for a heading.
 *
 * Fails with FILE_UNREADABLE, ARRAY_UNREADABLE or LABELS_UNREADABLE.
 */
export async function readLabels(file: string, note: CommandContext['note']): Promise<Result<LabelList>> {
  const kind = extname(file).toLowerCase();
  if (kind === '.npy') return readWholeNumbers(file);
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
    const labels = read(decode(bytes), (word) =>
      note(`${file}: using the first line as the header (“${word}”).`),
    );
    return labels.length === 0 ? refused(file, 'it has no labels') : success(labels);
  } catch (error) {
    if (error instanceof LabelRefusal) return refused(file, error.message);
    throw error;
  }
}
