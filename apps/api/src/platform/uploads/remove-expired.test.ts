import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeExpired } from './remove-expired.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-expire-'));
  await mkdir(join(directory, 'adopting'));
});
afterAll(() => rm(directory, { recursive: true }));

async function put(name: string, modified: Date): Promise<void> {
  await writeFile(join(directory, name), 'x');
  await utimes(join(directory, name), modified, modified);
}

it('finds nothing where the API has made no folder yet', async () => {
  expect(await removeExpired(join(directory, 'missing'), now)).toBe(0);
});

it('removes what was begun more than a day ago, even when its last bytes are newer', async () => {
  await put('old.json', hoursAgo(25));
  await put('old', hoursAgo(1));
  await put('young.json', hoursAgo(23));
  await put('young', hoursAgo(23));
  await put('orphan', hoursAgo(25));
  await put('adopting/left-by-a-crash', hoursAgo(25));
  await put('adopting/under-way', hoursAgo(1));
  expect(await removeExpired(directory, now)).toBe(4);
  expect((await readdir(directory, { recursive: true })).toSorted()).toEqual([
    'adopting',
    'adopting/under-way',
    'young',
    'young.json',
  ]);
});

it('removes what has got no byte for an hour, finished or not, with its description', async () => {
  const [stalled, moving] = ['a'.repeat(32), 'b'.repeat(32)];
  await put(`${stalled}.json`, hoursAgo(2));
  await put(stalled, hoursAgo(1.1));
  await put(`${moving}.json`, hoursAgo(20));
  await put(moving, hoursAgo(0.9));
  expect(await removeExpired(directory, now)).toBe(2);
  const left = (await readdir(directory)).filter((name) => name.length >= 32);
  expect(left.toSorted()).toEqual([moving, `${moving}.json`]);
});
