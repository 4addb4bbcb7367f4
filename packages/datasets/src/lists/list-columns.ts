/** Headings of columns that name images, first those that can be nothing else. */
const fileHeading =
  /^(path|file|file_?name|file_?path|image|image_?path|image_?name|image_?file|image_?id|img|img_?path|img_?name|img_?id)$/i;
const idHeading = /^(id|uuid|key|name|index|idx|sample|sample_?id)$/i;

const labelHeading =
  /^((label|class|cluster|category|target)(_?id|_?name)?|labels|classes|clusters|categories|targets|y)$/i;

export const isFileHeading = (cell: string): boolean => fileHeading.test(cell.trim());

/** Whether a column so headed names the rows of its list. */
export const isIdHeading = (cell: string): boolean => isFileHeading(cell) || idHeading.test(cell.trim());

export const isLabelHeading = (cell: string): boolean => labelHeading.test(cell.trim());

type Row = readonly string[];

/** One column, or one for each class with a 1 in that of the image's. */
export type LabelColumns = number | readonly { readonly column: number; readonly className: string }[];

const isMark = (cell: string): boolean => /^[01](\.0*)?$/.test(cell);

/** Below headings that name no label: the only column left, or a column of zeros and ones for each class. */
export function findUnnamedLabel(rows: readonly Row[], taken: readonly number[]): LabelColumns | null {
  const [headings = [], ...below] = rows;
  const left = headings.flatMap((heading, column) =>
    taken.includes(column) ? [] : [{ column, className: heading.trim() }],
  );
  const [only] = left;
  if (left.length === 1 && only !== undefined) return only.column;
  const marked = below.every((row) => left.every(({ column }) => isMark(row[column]?.trim() ?? '')));
  return marked && below.length > 0 && left.length > 1 ? left : null;
}

/** The label in a row; empty where there is none, or more than one class is marked. */
export function labelIn(row: Row, label: LabelColumns): string {
  if (typeof label === 'number') return row[label]?.trim() ?? '';
  const marked = label.filter(({ column }) => row[column]?.trim().startsWith('1'));
  return marked.length === 1 ? (marked[0]?.className ?? '') : '';
}

/** Several line numbers for a sentence: `lines 3, 5 and 9`. */
export function nameLines(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).map(String);
  if (lines.length === 1) return `line ${shown[0]}`;
  if (lines.length > shown.length) {
    return `lines ${shown.join(', ')} and ${lines.length - shown.length} more`;
  }
  return `lines ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
