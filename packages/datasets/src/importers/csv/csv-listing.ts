import { type Result, success } from '@clusterboard/problems';
import { ListRefusal } from '../../lists/decode-text.ts';
import { labelIn } from '../../lists/list-columns.ts';
import { type ListRows, readListRows } from '../../lists/list-rows.ts';
import type { SplitName } from '../../pack/manifest.ts';
import { refused } from '../import-report.ts';
import { isValidation, type ListedImage, type Listing, splitOf } from '../listing.ts';
import { byCodeUnits, type FileTree, hasImageName } from '../tree/file-tree.ts';
import { type Columns, findColumns } from './csv-columns.ts';
import { createFinder, type Found } from './find-listed.ts';

/** Of a list of ten million images. */
const largestCsv = 2 ** 30;

function parseRows(bytes: Uint8Array, name: string): Result<ListRows> {
  try {
    return success(readListRows(bytes));
  } catch (error) {
    if (error instanceof ListRefusal) return refused(`${name} is no CSV (${error.message.slice(0, 200)})`);
    throw error;
  }
}

interface Row {
  readonly path: string;
  readonly className: string;
  /** As the cell says it; null without such a column. */
  readonly splitName: string | null;
}

function readRow(cells: readonly string[], columns: Columns): Row | null {
  const [path = '', className] = [cells[columns.path]?.trim(), labelIn(cells, columns.label)];
  if (path === '' || className === '') return null;
  const splitName = columns.split === -1 ? null : (cells[columns.split]?.trim() ?? '');
  return { path, className, splitName };
}

/** Splits by what their cells say: `val` is test where no row says `test`, and left out otherwise. */
function splitReader(rows: readonly (Row | null)[]): (row: Row) => SplitName | null | 'ignored' | 'unknown' {
  const validationIsTest = !rows.some((row) => splitOf(row?.splitName ?? '', false) === 'test');
  return ({ splitName }) => {
    if (splitName === null) return null;
    return splitOf(splitName, validationIsTest) ?? (isValidation(splitName) ? 'ignored' : 'unknown');
  };
}

/** By name, or by value where all are numbers. */
function sortClasses(names: string[]): string[] {
  const numeric = names.every((name) => /^\d{1,15}$/.test(name));
  return names.sort(numeric ? (a, b) => Number(a) - Number(b) || byCodeUnits(a, b) : byCodeUnits);
}

function collect(
  rows: readonly (Row | null)[],
  place: (index: number) => string,
  find: (path: string) => Found,
): Result<{ images: ListedImage[]; ignored: string[] }> {
  const split = splitReader(rows);
  const images = new Map<string, ListedImage>();
  const ignored: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (row === null) return refused(`${place(index)} has no path or no label`);
    const { path, file, missing } = find(row.path);
    const chosen = split(row);
    if (images.has(path)) return refused(`${place(index)} lists ${path} again`);
    if (chosen === 'unknown') return refused(`${place(index)} has the unknown split “${row.splitName}”`);
    if (chosen === 'ignored') ignored.push(path);
    else {
      const { className } = row;
      images.set(path, {
        path,
        className,
        split: chosen,
        file,
        ...(missing === undefined ? {} : { missing }),
      });
    }
  }
  return success({ images: [...images.values()], ignored });
}

/** Images below the list's folder that no row names. */
function findUnlisted({ files }: FileTree, folder: string, named: readonly string[]): string[] {
  const known = new Set(named);
  return files
    .map(({ path }) => path)
    .filter((path) => path.startsWith(folder) && hasImageName(path) && !known.has(path));
}

/** Labels that never come again are no classes, but names. */
function findDistinct(rows: readonly (Row | null)[]): boolean {
  const names = new Set(rows.map((row) => row?.className));
  return rows.length > 2 && names.size === rows.length;
}

/**
 * Images as a list in the tree names them: paths (from the list's folder) and labels, and splits if it has
 * such a column; without a header the columns are path, label and split. Fails with DATASET_REFUSED on a
 * row that names no path or label, a path again, or a split that is none.
 */
export async function listCsv(tree: FileTree, csvPath: string): Promise<Result<Listing>> {
  const csv = tree.files.find(({ path }) => path === csvPath);
  if (csv === undefined) return refused(`there is no file ${csvPath}`);
  if (csv.bytes > largestCsv)
    return refused(`${csvPath} has ${csv.bytes} bytes; at most ${largestCsv} are read`);
  const parsed = parseRows(await csv.read(), csvPath);
  if (!parsed.ok) return parsed;
  const columns = findColumns(parsed.value, csvPath);
  if (!columns.ok) return columns;
  const { skipped } = columns.value;
  const lines = parsed.value.lines.slice(skipped);
  const rows = parsed.value.rows.slice(skipped).map((cells) => readRow(cells, columns.value));
  const folder = csvPath.slice(0, csvPath.lastIndexOf('/') + 1);
  const listed = rows.flatMap((row) => row?.path ?? []);
  const place = (index: number) => `row ${lines[index]} of ${csvPath}`;
  const collected = collect(rows, place, createFinder(tree, folder, listed));
  if (!collected.ok) return collected;
  const { images, ignored } = collected.value;
  if (images.length === 0) return refused(`${csvPath} lists no images`);
  const named = [...images.map(({ path }) => path), ...ignored];
  if (findDistinct(rows)) {
    return refused(
      `all labels of ${csvPath} are different (rows ${lines[0]} to ${lines.at(-1)}), as names are`,
    );
  }
  return success({
    images: images.sort((a, b) => byCodeUnits(a.path, b.path)),
    classNames: sortClasses([...new Set(images.map(({ className }) => className))]),
    emptyClasses: [],
    ignored: [...ignored, ...findUnlisted(tree, folder, named)].sort(byCodeUnits),
    skipped: [],
    arrangement: 'Image files listed in a CSV',
  });
}
