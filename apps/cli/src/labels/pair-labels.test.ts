import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npy } from '@clusterboard/artifacts/npy-fixture';
import { useDirectory } from '@clusterboard/testkit';
import { describe, expect, it, vi } from 'vitest';
import { runInProcess } from '../command-fixture.ts';
import type { LabelFile } from './label-list.ts';
import { pairLabels } from './pair-labels.ts';
import { readLabels } from './read-labels.ts';

const directory = useDirectory();

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(directory.path, name);
  await writeFile(file, content);
  return file;
}

async function read(name: string, content: string): Promise<LabelFile> {
  const labels = await readLabels(await write(name, content), () => {});
  if (!labels.ok) throw new Error(labels.problem.message);
  return labels.value;
}

async function pair(labels: string, clusters: string, note = (_line: string) => {}) {
  const paired = pairLabels(await read('y.csv', labels), await read('c.csv', clusters), note);
  if (!paired.ok) return `${paired.problem.code}: ${paired.problem.message}`;
  return [[...paired.value.labels], [...paired.value.clusters]];
}

const labels = 'filename,label\na.png,0\nb.png,1\nc.png,1\n';

describe('lists with ids', () => {
  it.each([
    ['the same column', labels, 'filename,cluster\nc.png,7\na.png,5\nb.png,6\n'],
    ['another heading', labels, 'path,cluster\nc.png,7\na.png,5\nb.png,6\n'],
    ['folders in one list', labels, 'path,cluster\nimg/c.png,7\nimg/a.png,5\nimg\\b.png,6\n'],
    ['no endings in one list', labels, 'image_id,cluster\nc,7\na,5\nb,6\n'],
    ['an index beside the files', labels, ',filename,cluster\n0,c.png,7\n1,a.png,5\n2,b.png,6\n'],
    ['an index out of order', ',label\n0,0\n1,1\n2,1\n', ',cluster\n2,7\n0,5\n1,6\n'],
    [
      'accents composed otherwise',
      labels.replace('a.', 'é.'),
      'file,cluster\nc.png,7\ne\u0301.png,5\nb.png,6\n',
    ],
    ['a blank line', labels.replace('b.png', '\nb.png'), 'file,cluster\nc.png,7\na.png,5\nb.png,6\n'],
    ['what caffe takes', 'a.png 0\nb.png 1\nc.png 1\n', 'file,cluster\nc.png,7\na.png,5\nb.png,6\n'],
  ])('are joined by them: %s', async (_, one, other) => {
    const note = vi.fn();
    expect(await pair(one, other, note)).toEqual([
      [0, 1, 1],
      [5, 6, 7],
    ]);
    expect(note).toHaveBeenCalledWith(expect.stringContaining('their order differs'));
  });

  it.each([
    ['the same order', labels, 'file,cluster\na.png,5\nb.png,6\nc.png,7\n'],
    ['a row number in one', labels, ',cluster\n0,5\n1,6\n2,7\n'],
    ['row numbers from 0 and from 1', ',label\n0,0\n1,1\n2,1\n', 'id,cluster\n1,5\n2,6\n3,7\n'],
    ['ids in one alone', labels, '5\n6\n7\n'],
    ['names that repeat, and say nothing', 'name,label\nx,0\nx,1\ny,1\n', 'name,cluster\nx,5\ny,6\ny,7\n'],
  ])('stay in their order: %s', async (_, one, other) => {
    const note = vi.fn();
    expect(await pair(one, other, note)).toEqual([
      [0, 1, 1],
      [5, 6, 7],
    ]);
    expect(note).not.toHaveBeenCalled();
  });

  it.each([
    [
      'another image',
      'file,cluster\na.png,5\nb.png,6\nd.png,7\n',
      '“c.png” on line 4 of .*y.csv is not in the column “file” of .*c.csv',
    ],
    [
      'an image too many',
      `file,cluster\n${'abcde'.replace(/./g, '$&.png,1\n')}`,
      '“d.png” on lines 5 and 6 of .*c.csv is not in the column “filename” of .*y.csv',
    ],
    ['an image twice', 'file,cluster\na.png,5\nb.png,6\nb.png,7\n', '“c.png” on line 4'],
    ['other numbers', 'file,cluster\n5,5\n7,6\n9,7\n', '“a.png” on lines 2, 3 and 4 of'],
  ])('are refused where they differ: %s', async (_, clusters, reason) => {
    expect(await pair(labels, clusters)).toMatch(new RegExp(`^LABELS_MISALIGNED: .*${reason}`));
  });
});

describe('blank lines', () => {
  it.each([
    ['0\n\n1\n1\n', '5\n6\n7\n', 'y.csv has nothing on line 2'],
    ['0\n1\n1\n', 'cluster\n5\n6\n\n \n7\n', 'c.csv has nothing on lines 4 and 5'],
  ])('among labels without ids are refused: %j', async (one, other, reason) => {
    expect(await pair(one, other)).toMatch(
      new RegExp(`^LABELS_MISALIGNED: .*${reason}, where a label may be missing`),
    );
  });

  it('around them, at the same lines of both, or as a line end of some programs say nothing', async () => {
    const expected = [
      [0, 1],
      [5, 6],
    ];
    expect(await pair('\n\n0\n1\n\n', '5\n6')).toEqual(expected);
    expect(await pair('0\n\n1\n', '5\n\n6\n')).toEqual(expected);
    expect(await pair('0\r\r\n1\r\r\n', '5\n6\n')).toEqual(expected);
  });
});

async function run(...args: readonly string[]) {
  const ran = await runInProcess(directory.path, [...args, '--json']);
  return { code: ran.code, answer: JSON.parse(ran.stdout) };
}

describe('score', () => {
  it('does not see the order of lists with ids', async () => {
    const y = await write('y.csv', 'file,label\na,0\nb,0\nc,1\nd,1\n');
    const c = await write('c.csv', 'file,cluster\nd,3\nb,2\na,2\nc,3\n');
    expect((await run('score', '--labels', y, '--clusters', c)).answer.scores.ari).toBe(1);
  });

  it.each([
    [
      'labels',
      'y.csv',
      'img 1\nimg 2\nimg 3\nimg 4\n',
      '0\n0\n1\n1\n',
      'its 4 labels are all different (lines 1 to 4)',
    ],
    [
      'clusters',
      'c.csv',
      '0\n0\n1\n1\n',
      'cluster\n7\n8\n9\n10\n',
      'its 4 clusters are all different (lines 2 to 5)',
    ],
  ])('refuses %s that are names', async (_, wrong, one, other, reason) => {
    const [y, c] = [await write('y.csv', one), await write('c.csv', other)];
    const { code, answer } = await run('score', '--labels', y, '--clusters', c);
    expect(code).toBe(3);
    expect(answer.problem).toMatchObject({
      code: 'LABELS_UNREADABLE',
      message: expect.stringMatching(new RegExp(wrong)),
    });
    expect(answer.problem.message).toContain(reason);
  });

  it('takes one test image of each class where there is a train split', async () => {
    const [y, c] = [await write('y.csv', '0\n1\n2\n'), await write('c.csv', '5\n6\n7\n')];
    const train = [await write('ty.csv', '0\n1\n2\n2\n'), await write('tc.csv', '5\n6\n7\n7\n')] as const;
    const { code } = await run(
      ...['score', '--labels', y, '--clusters', c],
      ...['--train-labels', train[0], '--train-clusters', train[1]],
    );
    expect(code).toBe(0);
  });
});

describe('cluster', () => {
  it.each([
    ['a blank line', '0\n1\n\n0\n1\n', 'LABELS_MISALIGNED', 'has nothing on line 3'],
    ['names of images', 'a1\na2\na3\na4\n', 'LABELS_UNREADABLE', 'are all different (lines 1 to 4)'],
  ])('refuses labels beside features with %s', async (_, text, code, reason) => {
    const features = await write('x.npy', npy('<f4', [4, 1], [0, 5, 1, 6]));
    const [y, good] = [await write('y.csv', text), await write('good.csv', '0\n1\n0\n1\n')];
    const { answer } = await run(
      ...['cluster', '--train', features, '--train-labels', y],
      ...['--test', features, '--test-labels', good],
    );
    expect(answer.problem).toMatchObject({ code, message: expect.stringContaining(reason) });
  });
});
