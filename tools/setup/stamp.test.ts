import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, once } from './stamp.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'clusterboard-stamp-'));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src', 'a.ts'), '1');
});
afterEach(() => rm(root, { recursive: true }));

describe('hashOf', () => {
  it('changes with the content, the name and the number of files', async () => {
    const hashes = [hashOf(root, ['src'])];
    await writeFile(join(root, 'src', 'a.ts'), '2');
    hashes.push(hashOf(root, ['src']));
    await writeFile(join(root, 'src', 'b.ts'), '');
    hashes.push(hashOf(root, ['src']));
    await rm(join(root, 'src', 'b.ts'));
    await writeFile(join(root, 'src', 'c.ts'), '');
    hashes.push(hashOf(root, ['src']));
    expect(new Set(hashes).size).toBe(4);
  });

  it('does not change with what tools make', async () => {
    const before = hashOf(root, ['src']);
    await mkdir(join(root, 'src', 'dist'));
    await writeFile(join(root, 'src', 'dist', 'a.js'), '');
    expect(hashOf(root, ['src'])).toBe(before);
  });
});

describe('once', () => {
  it('works once for each hash', async () => {
    const stamp = join(root, 'made', 'stamp');
    let times = 0;
    const work = async () => void times++;
    expect([await once(stamp, 'one', work), await once(stamp, 'one', work)]).toEqual([true, false]);
    expect(await once(stamp, 'two', work)).toBe(true);
    expect(times).toBe(2);
  });

  it('works again after a failure', async () => {
    const stamp = join(root, 'stamp');
    await once(stamp, 'one', async () => undefined);
    await expect(once(stamp, 'two', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await once(stamp, 'one', async () => undefined)).toBe(true);
  });
});
