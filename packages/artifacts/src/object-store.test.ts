import { createHash, randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipBit } from '@clusterboard/testkit';
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

  async function stored(text: string) {
    const store = openObjectStore(join(directory, 'objects'));
    await writeFile(join(directory, 'file'), text);
    const { sha256 } = await store.adopt(join(directory, 'file'));
    return { store, sha256 };
  }

  it('copies and reads what it stored', async () => {
    const { store, sha256 } = await stored('some bytes');
    await store.copy(sha256, join(directory, 'copy'), 'The model');
    expect(await readFile(join(directory, 'copy'), 'utf8')).toBe('some bytes');
    expect(String(await store.read(sha256, 'The model'))).toBe('some bytes');
  });

  it('hands out nothing that has changed by a bit, and takes it again', async () => {
    const { store, sha256 } = await stored('some bytes');
    await flipBit(store.path(sha256));
    const damage = { problem: { code: 'STORED_BYTES_DAMAGED' }, message: expect.stringContaining(sha256) };
    await expect(store.read(sha256, 'The model')).rejects.toMatchObject(damage);
    await expect(store.copy(sha256, join(directory, 'copy'), 'The model')).rejects.toMatchObject(damage);
    await expect(access(join(directory, 'copy'))).rejects.toThrow('ENOENT');
    await stored('some bytes');
    expect(String(await store.read(sha256, 'The model'))).toBe('some bytes');
  });

  it('does not store a file that is not what was to be written', async () => {
    const store = openObjectStore(join(directory, 'objects'));
    await writeFile(join(directory, 'file'), 'half of i');
    const whole = createHash('sha256').update('half of it').digest('hex');
    await expect(store.adopt(join(directory, 'file'), whole)).rejects.toMatchObject({
      problem: { code: 'STORED_BYTES_DAMAGED' },
    });
    expect(await store.has(whole)).toBe(false);
    expect(await readFile(join(directory, 'file'), 'utf8')).toBe('half of i');
  });
});
