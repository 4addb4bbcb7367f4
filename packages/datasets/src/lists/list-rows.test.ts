import { describe, expect, it } from 'vitest';
import { ListRefusal } from './decode-text.ts';
import { readListRows } from './list-rows.ts';

const read = (text: string | Uint8Array) => readListRows(typeof text === 'string' ? Buffer.from(text) : text);

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const expected = [
  ['path', 'label'],
  ['img/1.png', 'ä'],
  ['img/2.png', 'b'],
];
const comma = 'path,label\nimg/1.png,ä\nimg/2.png,b\n';

describe('readListRows', () => {
  it.each([
    ['commas', comma],
    ['semicolons', comma.replaceAll(',', ';')],
    ['tabs', comma.replaceAll(',', '\t')],
    ['a sep= line', `sep=|\n${comma.replaceAll(',', '|')}`],
    ['a quoted sep= line', `"sep=;"\r\n${comma.replaceAll(',', ';')}`],
    ['a byte order mark', `\ufeff${comma}`],
    ['UTF-16 LE', Buffer.from(`\ufeff${comma}`, 'utf16le')],
    ['UTF-16 BE', bigEndian(`\ufeff${comma}`)],
    ['UTF-16 LE without a mark', Buffer.from(comma, 'utf16le')],
    ['UTF-16 BE without a mark', bigEndian(comma)],
    ['quotes', comma.replaceAll(/[^,\n]+/g, '"$&"')],
    ['CR LF', comma.replaceAll('\n', '\r\n')],
    ['CR CR LF', comma.replaceAll('\n', '\r\r\n')],
    ['CR', comma.replaceAll('\n', '\r')],
    ['spaces', comma.replaceAll(',', ' , ')],
  ])('reads %s', (_, text) => {
    expect(read(text)).toMatchObject({ rows: expected, blankLines: [], isImageList: false });
  });

  it('takes the divider that divides all lines alike', () => {
    expect(read('path;label, in short\na.png;cat\nb.png;dog\n').rows[1]).toEqual(['a.png', 'cat']);
    expect(read('a;1.png,cat\nb.png,dog\n').rows[0]).toEqual(['a;1.png', 'cat']);
  });

  it.each([
    ['plain', '\na\nb\n\n \nc\n\n', [2, 3, 6]],
    ['quoted', '\n"a\nb"\n\n \n"c"\n\n', [2, 6]],
    ['below sep=', 'sep=,\na\n\nb\n', [2, 4]],
  ])('counts lines as an editor does, and blank ones between rows: %s', (name, text, lines) => {
    const found = read(text);
    expect(found.lines).toEqual(lines);
    expect(found.blankLines).toEqual(name === 'below sep=' ? [3] : [4, 5]);
  });

  it('keeps empty cells and quoted nothing', () => {
    expect(read('a,\n"",\n').rows).toEqual([
      ['a', ''],
      ['', ''],
    ]);
    expect(read('"a"\n""\n').rows).toEqual([['a'], ['']]);
  });

  it('knows a list of image files and numbers without a divider', () => {
    expect(read('my cat.png 1\nb.jpg  0\n')).toMatchObject({
      isImageList: true,
      rows: [
        ['my cat.png', '1'],
        ['b.jpg', '0'],
      ],
    });
    expect(read('my cat.png 1\nno image\n').isImageList).toBe(false);
  });

  it.each([
    ['Latin-1', Buffer.from('caf\xe9\n', 'latin1'), 'it is not UTF-8 text'],
    ['an open quote', '"a\n', 'Quote Not Closed'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => read(text)).toThrow(ListRefusal);
    expect(() => read(text)).toThrow(reason);
  });
});
