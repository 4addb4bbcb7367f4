import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flipBit } from '@clusterboard/testkit';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { expect, it } from 'vitest';
import { FileMemory } from './file-memory.ts';

async function someFile(): Promise<string> {
  const path = join(temporaryDirectory(), 'file');
  await writeFile(path, 'content');
  return path;
}

function counted(memory: FileMemory<number>) {
  let reads = 0;
  return (path: string, again?: boolean) => memory.of(path, async () => ++reads, again);
}

it('reads an unchanged file once, and again where that is asked', async () => {
  const read = counted(new FileMemory(2));
  const path = await someFile();
  expect([await read(path), await read(path)]).toEqual([1, 1]);
  expect(await read(path, true)).toBe(2);
});

it('reads a file again that may have changed, even where its time says otherwise', async () => {
  const read = counted(new FileMemory(2));
  const path = await someFile();
  const then = new Date(0);
  await utimes(path, then, then);
  expect(await read(path)).toBe(1);
  await flipBit(path);
  await utimes(path, then, then);
  expect(await read(path)).toBe(2);
});

it('forgets by number, by age, and what failed', async () => {
  const read = counted(new FileMemory(1));
  const [one, other] = [await someFile(), await someFile()];
  expect([await read(one), await read(other), await read(one)]).toEqual([1, 2, 3]);
  const short = counted(new FileMemory(1, 0));
  expect([await short(one), await short(one)]).toEqual([1, 2]);
  const memory = new FileMemory<number>(1);
  await expect(memory.of(one, () => Promise.reject(new Error('EIO')))).rejects.toThrow('EIO');
  expect(await memory.of(one, async () => 5)).toBe(5);
});
