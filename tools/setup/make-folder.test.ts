import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from './make-folder.mjs';

it('makes a folder and those around it', () => {
  const root = mkdtempSync(join(tmpdir(), 'clusterboard-folder-'));
  makeFolder(join(root, 'a', 'b'));
  makeFolder(join(root, 'a', 'b'));
  expect(statSync(join(root, 'a', 'b')).isDirectory()).toBe(true);
  rmSync(root, { recursive: true });
});

it.runIf(existsSync('/proc/self'))('comes to an end where the system makes no folders', () => {
  expect(() => makeFolder('/proc/nothing/of/ours')).toThrow('ENOENT');
});
