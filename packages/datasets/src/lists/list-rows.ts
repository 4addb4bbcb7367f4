import { type InfoRecord, parse } from 'csv-parse/sync';
import { decodeText, ListRefusal } from './decode-text.ts';

/** The rows of a comma-, semicolon- or tab-separated list, without its blank lines. */
export interface ListRows {
  /** Cells without the spaces around them. */
  readonly rows: readonly (readonly string[])[];
  /** The line on which each row begins, counted from 1. */
  readonly lines: readonly number[];
  /** Blank lines that have rows on both sides. */
  readonly blankLines: readonly number[];
  /** Whether each line is the name of an image file, spaces, and a number: `img/1.png 3`. */
  readonly isImageList: boolean;
}

const delimiters = [',', ';', '\t'];

/** What spreadsheets put before a list: `sep=;`. */
const separatorLine = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r|$)/i;

const imageAndLabel = /^(\S.*\.(?:jpe?g|png|webp|gif|bmp|tiff?|ppm|pgm))\s+(-?\d+)$/i;

function firstLines(text: string, count: number): string[] {
  const lines = text.slice(0, 65_536).split(/\r\n|\n|\r/);
  // The last one may be cut off.
  if (text.length > 65_536 && lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, count);
}

/** Cells of a line; delimiters between quotes count for none. */
const widthOf = (line: string, delimiter: string): number =>
  line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length;

/** The first of comma, semicolon and tab that divides all lines alike; else the first on the first line. */
function findDelimiter(text: string): string {
  const lines = firstLines(text, 20);
  const [first = ''] = lines;
  const present = delimiters.filter((delimiter) => widthOf(first, delimiter) > 1);
  const even = present.find((delimiter) =>
    lines.every((line) => widthOf(line, delimiter) === widthOf(first, delimiter)),
  );
  return even ?? present[0] ?? ',';
}

interface Collected {
  readonly rows: (readonly string[])[];
  readonly lines: number[];
  readonly blank: number[];
}

/** A file without quotes needs no parser; millions of rows are read in a third of the time. */
function plainRows(text: string, split: (line: string) => string[]): Collected {
  const [rows, lines, blank]: [string[][], number[], number[]] = [[], [], []];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') blank.push(index + 1);
    else {
      rows.push(split(line));
      lines.push(index + 1);
    }
  }
  return { rows, lines, blank };
}

/** What the option `raw` makes of a record. */
interface RawRecord {
  readonly record: string[];
  readonly raw: string;
}

function quotedRows(text: string, delimiter: string): Collected {
  const [rows, lines, blank]: [string[][], number[], number[]] = [[], [], []];
  const onRecord = (record: string[] | RawRecord, { lines: last }: InfoRecord) => {
    if (Array.isArray(record)) throw new TypeError('csv-parse left the raw text out');
    const content = record.raw.trim();
    if (content === '') blank.push(last);
    else {
      rows.push(record.record);
      lines.push(last - content.split(/\r\n|\n|\r/).length + 1);
    }
    return null;
  };
  try {
    parse(text, {
      delimiter,
      onRecord,
      raw: true,
      trim: true,
      relaxColumnCount: true,
      recordDelimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    throw new ListRefusal(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
  return { rows, lines, blank };
}

function imageRow(line: string): string[] {
  const [, image = '', label = ''] = imageAndLabel.exec(line.trim()) ?? [];
  return [image, label];
}

/** As caffe and many scripts write lists; checked on every line, for a space may belong to a name. */
const isImageList = (text: string): boolean =>
  imageAndLabel.test((firstLines(text, 1)[0] ?? '').trim()) &&
  text.split(/\r\n|\n|\r/).every((line) => line.trim() === '' || imageAndLabel.test(line.trim()));

/**
 * Reads a list in UTF-8 or UTF-16 whose cells are divided by commas, semicolons or tabs; a first line `sep=;`
 * names the divider.
 *
 * @throws ListRefusal
 */
export function readListRows(bytes: Uint8Array): ListRows {
  // Some programs end lines with CR CR LF, which is one end and no blank line.
  const decoded = decodeText(bytes).replaceAll('\r\r\n', '\r\n');
  const separator = separatorLine.exec(decoded);
  // The line itself stays as a blank one, so that the numbers of lines are those of the file.
  const text = separator === null ? decoded : `\n${decoded.slice(separator[0].length)}`;
  const delimiter = separator?.[1] ?? findDelimiter(text);
  const images = separator === null && isImageList(text);
  const collected = images
    ? plainRows(text, imageRow)
    : text.includes('"')
      ? quotedRows(text, delimiter)
      : plainRows(text, (line) => line.split(delimiter).map((cell) => cell.trim()));
  const { rows, lines, blank } = collected;
  const [first = 0, last = 0] = [lines[0], lines.at(-1)];
  const blankLines = blank.filter((line) => line > first && line < last);
  return { rows, lines, blankLines, isImageList: images };
}
