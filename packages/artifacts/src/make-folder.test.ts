import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

it('makes a folder and those around it, and leaves one alone that is there', async () => {
  const path = join(temporaryDirectory(), 'a', 'b', 'c');
  await makeFolder(path);
  writeFileSync(join(path, 'x'), '');
  await Promise.all([makeFolder(path), makeFolder(path)]);
  expect(statSync(join(path, 'x')).isFile()).toBe(true);
});

it('says what is in its way', async () => {
  const file = join(temporaryDirectory(), 'x');
  writeFileSync(file, '');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST', path: file });
  await expect(makeFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it.runIf(existsSync('/proc/self'))('comes to an end where the system makes no folders', async () => {
  await expect(makeFolder('/proc/nothing/of/ours')).rejects.toMatchObject({
    code: 'ENOENT',
    syscall: 'mkdir',
    path: '/proc/nothing',
  });
});
