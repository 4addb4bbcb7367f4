import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenImages } from '@clusterboard/datasets';
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

async function read(
  crops: Parameters<typeof storedImages>[1],
  atOnce?: number,
  expected?: OpenImages['expected'],
): Promise<Buffer> {
  await using images = new OpenImages(await open(path), expected);
  const pieces: Uint8Array[] = [];
  for await (const piece of storedImages(images, crops, atOnce)) pieces.push(piece);
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

const refuse = (): never => {
  throw new Error('changed');
};

it.each([undefined, 0])(
  'each image that lies by its row is compared, read at once or not',
  async (atOnce) => {
    const compared = new Map<number, Uint8Array>();
    const requireImage = (row: number, bytes: Uint8Array) => void compared.set(row, bytes);
    await read({ image, fileOrder: 'pack' }, atOnce, { requireImage });
    expect(compared.size).toBe(count);
    for (const [row, bytes] of compared) {
      expect(Buffer.from(bytes).equals(pixels.subarray(row * length, (row + 1) * length))).toBe(true);
    }
    await expect(
      read({ image, fileOrder: 'pack' }, atOnce, { requireImage: (row) => row === 7 && refuse() }),
    ).rejects.toThrow('changed');
  },
);

it('a file in reading order is hashed, and its last piece held back when it has changed', async () => {
  const hashes: string[] = [];
  await read({ image, fileOrder: 'reading' }, undefined, { requireWhole: (sha256) => hashes.push(sha256) });
  expect(hashes).toEqual([createHash('sha256').update(pixels).digest('hex')]);
  await using images = new OpenImages(await open(path), { requireWhole: refuse });
  let sent = 0;
  const sending = async () => {
    for await (const piece of storedImages(images, { image, fileOrder: 'reading' })) sent += piece.length;
  };
  await expect(sending()).rejects.toThrow('changed');
  expect(sent).toBeLessThan(pixels.length);
});
