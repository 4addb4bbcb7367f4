import { type Result, success } from '@clusterboard/problems';
import {
  findUnnamedLabel,
  isFileHeading,
  isIdHeading,
  isLabelHeading,
  type LabelColumns,
} from '../../lists/list-columns.ts';
import type { ListRows } from '../../lists/list-rows.ts';
import { refused } from '../import-report.ts';
import { hasImageName } from '../tree/file-tree.ts';

type Row = readonly string[];

/** Where the cells of an image lie. */
export interface Columns {
  readonly path: number;
  readonly label: LabelColumns;
  /** -1 if there is none. */
  readonly split: number;
  /** Rows of headings. */
  readonly skipped: 0 | 1;
}

const pathNames = ['path', 'file', 'filename', 'file_name', 'image', 'image_path', 'filepath'];
const labelNames = ['label', 'class', 'class_name', 'category', 'target'];
const splitNames = ['split', 'set', 'subset'];

/** The column with the first of these tests that any heading passes. */
function findColumn(row: Row, ...tests: readonly ((heading: string) => boolean)[]): number {
  for (const test of tests) {
    const column = row.findIndex((cell) => test(cell.trim().toLowerCase()));
    if (column !== -1) return column;
  }
  return -1;
}

/** A row is no heading if it names an image, or if its first cell comes again below. */
function canBeHeading(rows: readonly Row[], column: number): boolean {
  const [first = []] = rows;
  return !first.some(hasImageName) && !rows.slice(1).some((row) => row[column] === first[column]);
}

/** A heading of other words, above the names of images. */
const standsOverImages = (rows: readonly Row[]): boolean => {
  const [first = [], ...below] = rows;
  return (
    first.length === 2 &&
    below.length > 0 &&
    !hasImageName(first[0] ?? '') &&
    below.every((row) => hasImageName(row[0] ?? ''))
  );
};

/** The columns that the headings name, or path, label and split without headings. Fails with DATASET_REFUSED. */
export function findColumns({ rows }: ListRows, name: string): Result<Columns> {
  const [first = []] = rows;
  const path = findColumn(first, (cell) => pathNames.includes(cell), isFileHeading, isIdHeading);
  const split = findColumn(first, (cell) => splitNames.includes(cell));
  const label = findColumn(first, (cell) => labelNames.includes(cell), isLabelHeading);
  const is = (column: number, names: readonly string[]) =>
    names.includes(first[column]?.trim().toLowerCase() ?? '');
  const plain = is(path, pathNames) && is(label, labelNames);
  if (path !== -1 && label !== -1 && path !== label && (plain || canBeHeading(rows, path))) {
    return success({ path, label, split, skipped: 1 });
  }
  if (path !== -1 && first.length > 1 && canBeHeading(rows, path)) {
    const unnamed = findUnnamedLabel(rows, [path, split]);
    if (unnamed !== null) return success({ path, label: unnamed, split, skipped: 1 });
    return refused(
      `${name} has several columns beside “${first[path]}”, and none is headed “label”, “class” or “category”; rename the heading of the labels`,
    );
  }
  const skipped = standsOverImages(rows) ? 1 : 0;
  return success({ path: 0, label: 1, split: first.length > 2 ? 2 : -1, skipped });
}
