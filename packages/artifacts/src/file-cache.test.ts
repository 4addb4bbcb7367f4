import { linkSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { beforeEach, expect, it } from 'vitest';
import { reserveBytes } from './disk-space.ts';
import { EntryWriter, type FileCacheSettings, trimCache } from './file-cache.ts';

const totalBytes = 2 ** 40;
const reserve = reserveBytes({ freeBytes: 0, totalBytes });
const entryBytes = 1000;
let directory: string;
let others: number;
let settings: FileCacheSettings;

/** A disk on which the entries, each once, and nothing else are. */
beforeEach(() => {
  directory = join(temporaryDirectory(), 'cache');
  mkdirSync(directory);
  others = 0;
  settings = {
    directory,
    limitBytes: 2 ** 40,
    readSpace: async () => ({
      freeBytes: reserve + 10 * entryBytes - others - readdirSync(directory).length * entryBytes,
      totalBytes,
    }),
  };
  for (const [age, key] of ['oldest', 'older', 'old', 'new'].entries()) {
    const path = join(directory, `${key}.kept`);
    mkdirSync(path);
    writeFileSync(join(path, 'data'), Buffer.alloc(entryBytes));
    utimesSync(path, 1000 + age, 1000 + age);
  }
});

const kept = () => readdirSync(directory).map((name) => name.replace('.kept', ''));

it('gives back what others need, oldest first, and never touches the reserve', async () => {
  await trimCache(settings);
  expect(kept()).toHaveLength(4);
  others = 8 * entryBytes;
  await trimCache(settings);
  expect(kept().toSorted()).toEqual(['new', 'old']);
});

it('keeps nothing new where the disk has no room for it', async () => {
  const writer = await EntryWriter.create(settings, 'fits', 6 * entryBytes);
  await writer?.discard();
  expect(writer).not.toBeNull();
  others = 10 * entryBytes;
  expect(await EntryWriter.create(settings, 'too-much', entryBytes)).toBeNull();
  expect(kept()).toEqual([]);
});

it('does not remove entries whose bytes have another name: nothing would be freed', async () => {
  for (const key of ['oldest', 'older'])
    linkSync(join(directory, `${key}.kept`, 'data'), join(directory, '..', key));
  others = 7 * entryBytes;
  await trimCache(settings);
  expect(kept().toSorted()).toEqual(['new', 'older', 'oldest']);
});
