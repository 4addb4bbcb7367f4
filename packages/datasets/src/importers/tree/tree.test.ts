import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { describe, expect, it } from 'vitest';
import { writeTree } from '../../image-fixture.ts';
import { zipOf } from '../../zip-fixture.ts';
import { readDirectory } from './file-tree.ts';
import { readZip } from './zip-tree.ts';

type Entries = Parameters<typeof zipOf>[0];

async function readArchive(entries: Entries) {
  const path = join(temporaryDirectory(), 'x.zip');
  writeFileSync(path, zipOf(entries));
  const tree = await readZip(path);
  if (!tree.ok) return tree.problem.message;
  const { files, skipped, folders } = tree.value;
  const content = Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.path, Buffer.from(await file.read()).toString()])),
  );
  await tree.value.close();
  return { content, skipped, folders };
}

const content = Buffer.from('x');
const unflagged = (name: string | Uint8Array) => ({ name, content, flagged: false });
const link = (name: string, target: string) => ({ name, content: Buffer.from(target), mode: 0o120777 });

describe('names in an archive', () => {
  it.each([
    ['UTF-8 that does not say so', unflagged('猫/é.png'), '猫/é.png'],
    ['code page 437', unflagged(Buffer.from([0x63, 0x61, 0x66, 0x82, 0x2f, 0x30])), 'café/0'],
    ['backslashes', unflagged('pets\\cat\\0.png'), 'pets/cat/0.png'],
    ['./ before them', unflagged('./cat/./0.png'), 'cat/0.png'],
    ['two slashes', unflagged('cat//0.png'), 'cat/0.png'],
  ])('are read as their program meant: %s', async (_, entry, path) => {
    expect(await readArchive([entry])).toEqual({ content: { [path]: 'x' }, skipped: [], folders: [] });
  });

  it('may be those of folders', async () => {
    const none = Buffer.alloc(0);
    const entries = ['./', 'pets\\', 'pets\\cow\\'].map((name) => ({ name, content: none }));
    expect(await readArchive(entries)).toEqual({ content: {}, skipped: [], folders: ['pets', 'pets/cow'] });
  });

  it.each(['..\\evil.png', 'C:\\evil.png', '\\evil.png', './../evil.png'])(
    'never lead out of it: %s',
    async (name) => {
      expect(await readArchive([unflagged(name)])).toContain('the archive cannot be read');
    },
  );

  it('are refused where two are one', async () => {
    expect(await readArchive([unflagged('cat/0.png'), unflagged('.\\cat\\0.png')])).toContain(
      'the archive holds the file cat/0.png twice',
    );
  });
});

describe('what is skipped', () => {
  it('is listed in an archive: hidden files, and links that lead nowhere in it', async () => {
    const read = await readArchive([
      { name: 'cat/0.png', content },
      { name: '__MACOSX/cat/._0.png', content },
      { name: '__MACOSX/cat/._1.png', content },
      { name: 'cat/.cache/0.png', content },
      { name: 'cat/.DS_Store', content },
      link('cat/link.png', '0.png'),
      link('dog/link.png', '../cat/0.png'),
      link('cat/out.png', '../../etc/passwd'),
      link('cat/root.png', '/etc/passwd'),
      link('cow', 'cat'),
    ]);
    expect(read).toEqual({
      content: { 'cat/0.png': 'x', 'cat/link.png': 'x', 'dog/link.png': 'x' },
      folders: [],
      skipped: [
        { path: '__MACOSX/', reason: 'it is hidden' },
        { path: 'cat/.DS_Store', reason: 'it is hidden' },
        { path: 'cat/.cache/', reason: 'it is hidden' },
        { path: 'cat/out.png', reason: 'it is a link that leaves the source' },
        { path: 'cat/root.png', reason: 'it is a link that leaves the source' },
        { path: 'cow', reason: 'it is a link to no file of the archive' },
      ],
    });
  });

  it('is listed in a directory, whose links are followed as long as they stay inside', async () => {
    const outside = await writeTree(temporaryDirectory(), { 'secret.png': 'x', 'more/0.png': 'x' });
    const root = await writeTree(temporaryDirectory(), {
      'cat/0.png': 'x',
      'cat/.git/0.png': 'x',
      '.store/1.png': 'x',
      'deep/er/2.png': 'x',
    });
    symlinkSync('../.store/1.png', join(root, 'cat/1.png'));
    symlinkSync('cat', join(root, 'lynx'));
    symlinkSync(join(outside, 'secret.png'), join(root, 'cat/secret.png'));
    symlinkSync(join(outside, 'more'), join(root, 'more'));
    symlinkSync('..', join(root, 'cat/up'));
    symlinkSync('../../deep', join(root, 'deep/er/round'));
    symlinkSync('../deep', join(root, 'cat/side'));
    const server = createServer().listen(join(root, 'cat/pipe.png'));
    await once(server, 'listening');
    const { files, skipped } = await readDirectory(root);
    server.close();
    expect(files.map(({ path }) => path)).toEqual([
      'cat/0.png',
      'cat/1.png',
      'cat/side/er/2.png',
      'deep/er/2.png',
      'lynx/0.png',
      'lynx/1.png',
    ]);
    const links = 'it is a link that leaves the source';
    const around = 'it is a link to a folder around it';
    expect(skipped).toEqual([
      { path: '.store/', reason: 'it is hidden' },
      { path: 'cat/.git/', reason: 'it is hidden' },
      { path: 'cat/pipe.png', reason: 'it is no file' },
      { path: 'cat/secret.png', reason: links },
      { path: 'cat/side/er/round', reason: around },
      { path: 'cat/up', reason: around },
      { path: 'deep/er/round', reason: around },
      { path: 'lynx/.git/', reason: 'it is hidden' },
      { path: 'lynx/pipe.png', reason: 'it is no file' },
      { path: 'lynx/secret.png', reason: links },
      { path: 'lynx/side', reason: 'it is a link to a folder, in a folder that is a link itself' },
      { path: 'lynx/up', reason: around },
      { path: 'more', reason: links },
    ]);
  });
});
