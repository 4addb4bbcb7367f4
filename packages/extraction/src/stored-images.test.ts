import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingOrder } from '@clusterboard/datasets/reading-order';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedImages } from './stored-images.ts';

const count = 3001;
const image = { count, height: 20, width: 25, channels: 1 } as const;
const length = 500;
const pixels = Uint8Array.from({ length: count * length }, (_, at) => Math.floor(at / length) % 251);

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clusterboard-stored-'));
  path = join(folder, 'images.u8');
  await writeFile(path, pixels);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(...options: [Parameters<typeof storedImages>[1], number?]): Promise<Buffer> {
  await using file = await open(path);
  const pieces: Uint8Array[] = [];
  for await (const piece of storedImages(file, ...options)) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  return Buffer.concat(pieces);
}

const inReadingOrder = Buffer.concat(
  [...readingOrder(count)].map((row) => pixels.subarray(row * length, (row + 1) * length)),
);

it.each([
  ['at once', undefined],
  ['image by image', 0],
])('images that lie by their rows, read %s, come in reading order', async (_, atOnce) => {
  expect((await read({ image, fileOrder: 'pack' }, atOnce)).equals(inReadingOrder)).toBe(true);
});

it('images that lie in reading order come as they lie', async () => {
  expect((await read({ image, fileOrder: 'reading' })).equals(Buffer.from(pixels))).toBe(true);
});

it.each(['pack', 'reading'] as const)(
  'a file in the order of “%s” that is cut off is a fault',
  async (fileOrder) => {
    await expect(read({ image: { ...image, count: count + 1 }, fileOrder })).rejects.toThrow(
      'the images end earlier than their manifest says',
    );
  },
);
