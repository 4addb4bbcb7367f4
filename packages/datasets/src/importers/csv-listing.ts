import { type Result, success } from '@clusterboard/problems';
import { parse } from 'csv-parse/sync';
import type { SplitName } from '../pack/manifest.ts';
import { byCodeUnits, type FileTree, type SourceFile } from './file-tree.ts';
import { refused } from './import-report.ts';
import { isValidation, type ListedImage, type Listing, splitOf } from './listing.ts';

/** Of a list of ten million images. */
const largestCsv = 2 ** 30;

const columnNames = {
  path: ['path', 'file', 'filename', 'file_name', 'image', 'image_path', 'filepath'],
  label: ['label', 'class', 'class_name', 'category', 'target'],
  split: ['split', 'set', 'subset'],
} as const;

interface Columns {
  readonly path: number;
  readonly label: number;
  /** -1 if there is none. */
  readonly split: number;
}

/** The columns that a header names; null when the first row is no header. */
function readHeader(row: readonly string[]): Columns | null {
  const find = (names: readonly string[]) =>
    row.findIndex((cell) => names.includes(cell.trim().toLowerCase()));
  const [path, label, split] = [find(columnNames.path), find(columnNames.label), find(columnNames.split)];
  return path === -1 || label === -1 ? null : { path, label, split };
}

function parseRows(text: string, name: string): Result<string[][]> {
  try {
    return success(
      parse(text, {
        bom: true,
        skip_empty_lines: true,
        relax_column_count: true,
        record_delimiter: ['\r\n', '\n', '\r'],
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(`${name} is no CSV (${reason.slice(0, 200)})`);
  }
}

interface Row {
  readonly path: string;
  readonly className: string;
  /** As the cell says it; null without such a column. */
  readonly splitName: string | null;
}

function readRow(cells: readonly string[], columns: Columns): Row | null {
  const [path = '', className = ''] = [cells[columns.path]?.trim(), cells[columns.label]?.trim()];
  if (path === '' || className === '') return null;
  const splitName = columns.split === -1 ? null : (cells[columns.split]?.trim() ?? '');
  return { path: path.replace(/^\.\//, ''), className, splitName };
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
  files: ReadonlyMap<string, SourceFile>,
  place: (index: number) => string,
  folder: string,
): Result<{ images: ListedImage[]; ignored: string[] }> {
  const split = splitReader(rows);
  const images = new Map<string, ListedImage>();
  const ignored: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (row === null) return refused(`${place(index)} has no path or no label`);
    const path = `${folder}${row.path}`;
    const chosen = split(row);
    if (images.has(path)) return refused(`${place(index)} lists ${path} again`);
    if (chosen === 'unknown') return refused(`${place(index)} has the unknown split “${row.splitName}”`);
    if (chosen === 'ignored') ignored.push(path);
    else images.set(path, { path, className: row.className, split: chosen, file: files.get(path) });
  }
  return success({ images: [...images.values()], ignored });
}

/**
 * Images as a CSV in the tree lists them: paths (from the CSV's folder) and labels, and splits if it has
 * such a column; without a header the columns are path, label and split. Fails with DATASET_REFUSED on a
 * row that names no path or label, a path again, or a split that is none.
 */
export async function listCsv({ files }: FileTree, csvPath: string): Promise<Result<Listing>> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const csv = byPath.get(csvPath);
  if (csv === undefined) return refused(`there is no file ${csvPath}`);
  if (csv.bytes > largestCsv)
    return refused(`${csvPath} has ${csv.bytes} bytes; at most ${largestCsv} are read`);
  const parsed = parseRows(Buffer.from(await csv.read()).toString('utf8'), csvPath);
  if (!parsed.ok) return parsed;
  const [first = []] = parsed.value;
  const header = readHeader(first);
  const columns = header ?? { path: 0, label: 1, split: first.length > 2 ? 2 : -1 };
  const skipped = header === null ? 0 : 1;
  const rows = parsed.value.slice(skipped).map((cells) => readRow(cells, columns));
  const folder = csvPath.slice(0, csvPath.lastIndexOf('/') + 1);
  const collected = collect(rows, byPath, (index) => `row ${index + skipped + 1} of ${csvPath}`, folder);
  if (!collected.ok) return collected;
  const { images, ignored } = collected.value;
  if (images.length === 0) return refused(`${csvPath} lists no images`);
  return success({
    images: images.sort((a, b) => byCodeUnits(a.path, b.path)),
    classNames: sortClasses([...new Set(images.map(({ className }) => className))]),
    emptyClasses: [],
    ignored: ignored.sort(byCodeUnits),
    arrangement: 'Image files listed in a CSV',
  });
}
