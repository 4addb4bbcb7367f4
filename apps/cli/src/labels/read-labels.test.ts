import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useDirectory } from '@clusterboard/testkit';
import { describe, expect, it, vi } from 'vitest';
import { isNumbered } from './label-list.ts';
import { readLabels } from './read-labels.ts';

const directory = useDirectory();

async function read(name: string, content: string | Uint8Array, note = (_line: string) => {}) {
  const file = join(directory.path, name);
  await writeFile(file, content);
  const labels = await readLabels(file, note);
  if (!labels.ok) return labels.problem;
  const list = labels.value.labels;
  return isNumbered(list) ? [...list] : list;
}

describe('labels in text', () => {
  it.each([
    ['a column of numbers', 'a.csv', '3\n1\n2\n'],
    ['a heading', 'a.csv', 'label\n3\n1\n2\n'],
    ['a heading of any word over numbers', 'a.csv', 'species\n3\n1\n2'],
    ['quotes', 'a.csv', '"label"\n"3"\n"1"\n"2"\n'],
    ['CR LF', 'a.csv', 'label\r\n3\r\n1\r\n2\r\n'],
    ['a byte order mark', 'a.csv', '\ufefflabel\n3\n1\n2\n'],
    ['empty lines and spaces', 'a.csv', '\n 3\n\n1 \n2\n\n'],
    ['one column of several', 'a.csv', 'path,label\na.png,3\nb.png,1\n"c,d.png",2\n'],
    ['the index of a data frame', 'a.csv', ',y\n0,3\n1,1\n2,2\n'],
    ['semicolons', 'a.csv', 'path;label\na.png;3\nb.png;1\nc.png;2\n'],
    ['a sep= line', 'a.csv', 'sep=;\npath;label\na.png;3\nb.png;1\nc.png;2\n'],
    ['what caffe takes', 'a.txt', 'a.png 3\nb.png 1\nc d.png 2\n'],
    ['UTF-16', 'a.csv', Buffer.from('\ufefflabel\n3\n1\n2\n', 'utf16le')],
    ['JSON in UTF-16', 'a.json', Buffer.from('\ufeff[3, 1, 2]', 'utf16le')],
    ['tabs', 'a.tsv', 'path\tlabel\na.png\t3\nb.png\t1\nc.png\t2\n'],
    ['what numpy.savetxt writes', 'a.txt', '3.000000000000000000e+00\n1.0e+00\n2.\n'],
    ['JSON', 'a.json', '[3, 1.0, 2]'],
    ['digits as JSON strings', 'a.json', '["3", "1", "02"]'],
    ['an upper-case ending', 'a.CSV', '3\n1\n2\n'],
  ])('can be %s', async (_, name, content) => {
    expect(await read(name, content)).toEqual([3, 1, 2]);
  });

  it.each([
    ['a.csv', 'class\ncat\ndog\n7\n', ['cat', 'dog', '7']],
    ['a.csv', 'class\n"cat, big"\n"dog ""x"""\n', ['cat, big', 'dog "x"']],
    ['a.json', '["cat", "dog"]', ['cat', 'dog']],
    ['a.csv', '-1\n0\n-1\n', [-1, 0, -1]],
  ])('may be names, and numbers below zero: %s %j', async (name, content, labels) => {
    expect(await read(name, content)).toEqual(labels);
  });

  it.each([
    ['yes', 'yes\nno\nno\n'],
    ['y', 'y\nn\ny\n'],
    ['class', 'class\nstruct\nclass\n'],
    ['target', 'target\nclutter\ntarget\n'],
    ['category', '"category"\n"x, y"\n"category"\n'],
  ])('may begin with a label that could be a heading: %s', async (first, content) => {
    const note = vi.fn();
    const labels = await read('a.csv', content, note);
    expect(labels).toHaveLength(3);
    expect(labels).toHaveProperty('0', first);
    expect(note).not.toHaveBeenCalled();
  });

  it.each([
    ['y\nn\nn\n', 'y'],
    ['id,breed\n1,cat\n2,dog\n', 'id, breed'],
    ['image,cat,dog\na.png,1.0,0.0\nb.png,0.0,1.0\n', 'image, cat, dog'],
    ['path,label\na.png,cat\nb.png,dog\n', 'label'],
    ['species\n3\n1\n', 'species'],
  ])('that begin with a heading are noted: %j', async (content, heading) => {
    const note = vi.fn();
    expect(await read('a.csv', content, note)).toHaveLength(2);
    const file = join(directory.path, 'a.csv');
    expect(note.mock.calls).toEqual([[`${file}: using the first line as the header (“${heading}”).`]]);
  });

  it.each([
    ['nothing', 'a.csv', '', 'has no labels'],
    ['a heading alone', 'a.csv', 'label\n', 'has no labels'],
    ['no labels', 'a.json', '[]', 'has no labels'],
    ['a gap', 'a.csv', 'path,label\na.png,1\nb.png,\n', 'the label of image 1 is empty'],
    [
      'columns of classes of which none is marked',
      'a.csv',
      'image,cat,dog\na,1,0\nb,0,0\n',
      'the label of image 1 is empty (line 3)',
    ],
    ['several columns besides the id', 'a.csv', 'id,sex,age\n1,f,30\n2,m,40\n', 'none is headed'],
    ['several columns without a heading', 'a.csv', 'a.png,1\nb.png,2\n', 'none is headed'],
    ['a line of other length', 'a.csv', 'path,label\na.png,1\nb.png\n', 'line 3 has 1 columns'],
    ['an open quote', 'a.csv', 'label\n"a\n', 'Quote Not Closed'],
    ['fractions', 'a.csv', '1\n2.5\n', 'the label of image 1 is 2.5'],
    ['numbers beyond 2^53', 'a.csv', '1\n9007199254740993\n', 'not an integer'],
    ['half a document', 'a.json', '[1, 2', 'it is not JSON'],
    ['fractions in JSON', 'a.json', '[1.5, 2]', 'a list of whole numbers'],
    ['numbers and names', 'a.json', '[1, "a"]', 'a list of whole numbers'],
    ['null', 'a.json', '[null]', 'a list of whole numbers'],
    ['an object', 'a.json', '{"labels": [1]}', 'a list of whole numbers'],
    ['Latin-1', 'a.csv', Buffer.from('label\ncaf\xe9\n', 'latin1'), 'it is not UTF-8 text'],
    ['another kind of file', 'a.npz', 'x', 'expected a name that ends in .npy'],
  ])('are refused when they are %s', async (_, name, content, reason) => {
    expect(await read(name, content)).toMatchObject({
      code: 'LABELS_UNREADABLE',
      message: expect.stringContaining(reason),
    });
  });

  it.each(['.json', '.csv', '.npy'])(
    'are refused where there is no such file, or a directory (%s)',
    async (kind) => {
      const file = join(directory.path, `folder${kind}`);
      const message = async () => {
        const labels = await readLabels(file, () => {});
        return labels.ok ? labels.value.labels : `${labels.problem.code}: ${labels.problem.message}`;
      };
      expect(await message()).toBe(`FILE_UNREADABLE: Cannot read ${file}: no such file.`);
      await mkdir(file);
      expect(await message()).toBe(`FILE_UNREADABLE: Cannot read ${file}: it is a directory.`);
    },
  );
});
