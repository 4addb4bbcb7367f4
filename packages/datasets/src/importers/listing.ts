import type { SplitName } from '../pack/manifest.ts';
import type { Skipped, SourceFile } from './tree/file-tree.ts';

/** One image as a listing names it. */
export interface ListedImage {
  readonly path: string;
  readonly className: string;
  /** Null where the listing leaves the split open. */
  readonly split: SplitName | null;
  /** Undefined where a list names a file that is not there. */
  readonly file: SourceFile | undefined;
  /** Why there is no file, where more is known than that. */
  readonly missing?: string;
}

/** The images of a dataset before any of them was opened. */
export interface Listing {
  readonly images: readonly ListedImage[];
  /** Named by the source, in the order of their indices; those without images come last, apart. */
  readonly classNames: readonly string[];
  readonly emptyClasses: readonly string[];
  /** Files that are no images by their name, and splits that are neither train nor test. */
  readonly ignored: readonly string[];
  /** What is in the source and was not looked at. */
  readonly skipped: readonly Skipped[];
  /** How the images came to their classes, for the manifest. */
  readonly arrangement: string;
}

const splitFolders: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** For data sets without a test split. */
const validationFolders = new Set(['val', 'valid', 'validation']);

/** Which split a name of a folder or of a column's value means; null when it is none. */
export function splitOf(name: string, validationIsTest: boolean): SplitName | null {
  const lower = name.toLowerCase();
  return splitFolders.get(lower) ?? (validationIsTest && validationFolders.has(lower) ? 'test' : null);
}

export const isValidation = (name: string): boolean => validationFolders.has(name.toLowerCase());
