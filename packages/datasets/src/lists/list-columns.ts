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

/** Several line numbers for a sentence: `lines 3, 5 and 9`. */
export function nameLines(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).map(String);
  if (lines.length === 1) return `line ${shown[0]}`;
  if (lines.length > shown.length) {
    return `lines ${shown.join(', ')} and ${lines.length - shown.length} more`;
  }
  return `lines ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
