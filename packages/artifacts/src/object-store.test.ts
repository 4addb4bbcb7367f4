import { createHash, randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openObjectStore } from './object-store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'object-store-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the object store', () => {
  it('moves a file to the address of its content', async () => {
    const store = openObjectStore(join(directory, 'objects'));
    const bytes = randomBytes(3_000_000);
    await writeFile(join(directory, 'upload'), bytes);
    const stored = await store.adopt(join(directory, 'upload'));
    expect(stored).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
    });
    expect((await readFile(store.path(stored.sha256))).equals(bytes)).toBe(true);
    await expect(access(join(directory, 'upload'))).rejects.toThrow('ENOENT');
  });

  it('keeps one copy of the same content', async () => {
    const store = openObjectStore(join(directory, 'objects'));
    await writeFile(join(directory, 'first'), 'same');
    await writeFile(join(directory, 'second'), 'same');
    const first = await store.adopt(join(directory, 'first'));
    const second = await store.adopt(join(directory, 'second'));
    expect(second).toEqual(first);
    expect(await store.has(first.sha256)).toBe(true);
    await store.remove(first.sha256);
    expect(await store.has(first.sha256)).toBe(false);
  });

  it('takes no name that is not a SHA-256', () => {
    const store = openObjectStore(directory);
    expect(() => store.path('../../etc/passwd')).toThrow(RangeError);
  });
});
