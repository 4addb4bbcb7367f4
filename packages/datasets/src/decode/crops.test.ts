import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createCropper, type Preprocessing } from '@clusterboard/preprocessing';
import { flipBit } from '@clusterboard/testkit';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { describe, expect, it } from 'vitest';
import { flatImage, realImage, writeTree } from '../image-fixture.ts';
import { importDataset } from '../importers/import-dataset.ts';
import { openPack, type Pack } from '../pack/pack.ts';
import { readingOrder } from '../pack/reading-order.ts';
import { importDigits } from '../shipped/digits.ts';
import { type Crops, openCrops, UnreadableImage } from './crops.ts';
import { decodeImage } from './decode-image.ts';

const spec: Preprocessing = {
  height: 12,
  width: 14,
  shorterSide: 16,
  interpolation: 'bicubic',
  colour: 'rgb',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};
const cropBytes = 12 * 14 * 3;
const trainFiles = ['photo-420.jpg', 'grey.png', 'cmyk.jpg', 'orientation-6.jpg'];

async function photographs(): Promise<Pack> {
  const tree = Object.fromEntries(
    trainFiles.map((name, i) => [`train/${i < 2 ? 'a' : 'b'}/${i}-${name}`, realImage(name)]),
  );
  const root = await writeTree(temporaryDirectory(), {
    ...tree,
    'test/a/x.png': flatImage(1),
    'test/b/y.png': flatImage(2),
  });
  const { pack } = await importDataset(temporaryDirectory(), root, { name: 'Photographs' });
  if (!pack.ok) throw new Error(pack.problem.message);
  return pack.value;
}

async function expected(): Promise<Buffer> {
  const cropper = createCropper(spec);
  const crops: Uint8Array[] = [];
  for (const name of trainFiles) {
    const decoded = await decodeImage(realImage(name), name);
    if (decoded.ok) crops.push(cropper.crop(decoded.value));
  }
  return Buffer.concat(crops);
}

/** Images in reading order, put back to their rows of the pack. */
function byRow(pixels: Buffer, { image: { count, height, width, channels } }: Crops): Buffer {
  const length = height * width * channels;
  const rows = Buffer.alloc(pixels.length);
  for (const [at, row] of readingOrder(count).entries()) {
    rows.set(pixels.subarray(at * length, (at + 1) * length), row * length);
  }
  return rows;
}

async function made(crops: Crops): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of crops.make()) pieces.push(piece);
  return byRow(Buffer.concat(pieces), crops);
}

async function kept(crops: Crops): Promise<Buffer | null> {
  const images = await crops.openFile();
  if (images === null) return null;
  const pixels = await images.file.readFile().finally(() => images.file.close());
  return crops.fileOrder === 'reading' ? byRow(pixels, crops) : pixels;
}

const cacheOf = (limitBytes = 1e6) => ({ directory: join(temporaryDirectory(), 'cache'), limitBytes });

describe('openCrops', () => {
  it('crops images of every size and colour, once', async () => {
    const pack = await photographs();
    const cache = cacheOf();
    const crops = openCrops(pack, pack.train, spec, { cache });
    expect(crops.image).toEqual({ count: 4, height: 12, width: 14, channels: 3 });
    expect(crops.preprocessing).toEqual({ ...spec, shorterSide: undefined });
    expect(await kept(crops)).toBeNull();
    const pixels = await made(crops);
    expect(pixels.equals(await expected())).toBe(true);
    expect((await kept(crops))?.equals(pixels)).toBe(true);
    const normalised = openCrops(
      pack,
      pack.train,
      { ...spec, colour: 'bgr', mean: [1, 2, 3], scale: 2 },
      { cache },
    );
    expect((await kept(normalised))?.equals(pixels)).toBe(true);
    for (const other of [{ interpolation: 'bilinear' as const }, { shorterSide: 17 }, { height: 11 }]) {
      expect(await kept(openCrops(pack, pack.train, { ...spec, ...other }, { cache }))).toBeNull();
    }
    expect(await kept(openCrops(pack, pack.test, spec, { cache }))).toBeNull();
  });

  it('takes the first images alone without keeping them', async () => {
    const pack = await photographs();
    const cache = cacheOf();
    const crops = openCrops(pack, pack.train, spec, { cache, limit: 2 });
    expect((await made(crops)).equals((await expected()).subarray(0, 2 * cropBytes))).toBe(true);
    expect(await kept(crops)).toBeNull();
  });

  it('hands pixels of the right size on as they are, and resizes others', async () => {
    const digits = await importDigits(temporaryDirectory());
    if (!digits.ok) throw new Error(digits.problem.message);
    const { train } = digits.value;
    const grey: Preprocessing = {
      ...spec,
      height: 8,
      width: 8,
      shorterSide: 8,
      colour: 'grey',
      mean: [0],
      std: [1],
    };
    expect((await kept(openCrops(digits.value, train, grey)))?.equals(readFileSync(train.imagesPath))).toBe(
      true,
    );
    const cache = cacheOf();
    const larger = openCrops(digits.value, train, { ...spec, height: 16, width: 16 }, { cache });
    expect(larger.image).toEqual({ count: 1258, height: 16, width: 16, channels: 1 });
    const pixels = await made(larger);
    const first = createCropper({ ...grey, height: 16, width: 16, shorterSide: 16 }, 1).crop({
      height: 8,
      width: 8,
      channels: 1,
      data: readFileSync(train.imagesPath).subarray(0, 64),
    });
    expect(pixels.subarray(0, 256).equals(first)).toBe(true);
    expect((await kept(larger))?.length).toBe(1258 * 256);
  });

  /** As another version of a decoder would find it: the bytes are those that were imported. */
  async function undecodable(): Promise<Pack> {
    const { directory, manifest, train } = await photographs();
    const bytes = readFileSync(train.imagesPath).fill(0, 4300, 5000);
    writeFileSync(train.imagesPath, bytes);
    const imagesSha256 = createHash('sha256').update(bytes).digest('hex');
    const splits = { ...manifest.splits, train: { ...manifest.splits.train, imagesSha256 } };
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ ...manifest, splits }));
    const pack = await openPack(directory);
    if (!pack.ok) throw new Error(pack.problem.message);
    return pack.value;
  }

  it('makes nothing of images with a flipped bit, in cropping or in a file of pixels', async () => {
    const damage = { problem: { code: 'DATASET_DAMAGED' } };
    const pack = await photographs();
    const cache = cacheOf();
    const reader = await pack.train.openImages();
    expect((await reader.read(2)).ok).toBe(true);
    await flipBit(pack.train.imagesPath);
    const reads = Array.from({ length: reader.count }, (_, index) => reader.read(index));
    expect((await Promise.allSettled(reads)).filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: damage },
    ]);
    await reader.close();
    await expect(made(openCrops(pack, pack.train, spec, { cache }))).rejects.toMatchObject(damage);
    expect(readdirSync(cache.directory)).toEqual([]);
    const digits = await importDigits(temporaryDirectory());
    if (!digits.ok) throw new Error(digits.problem.message);
    const { train } = digits.value;
    const grey: Preprocessing = { ...spec, height: 8, width: 8, shorterSide: 8, colour: 'grey' };
    const crops = openCrops(digits.value, train, { ...grey, mean: [0], std: [1] });
    await using images = await crops.openFile();
    images?.expected.requireImage?.(0, readFileSync(train.imagesPath).subarray(0, 64));
    await flipBit(train.imagesPath);
    expect(() => images?.expected.requireImage?.(0, new Uint8Array(64))).toThrow('image 0 has changed');
    await expect(crops.openFile()).rejects.toMatchObject(damage);
  });

  it('tells which image cannot be read', async () => {
    const pack = await undecodable();
    const cache = cacheOf();
    const crops = openCrops(pack, pack.train, spec, { cache });
    const failed = await made(crops).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UnreadableImage);
    expect(failed).toMatchObject({
      problem: { code: 'IMAGE_UNREADABLE' },
      message: expect.stringContaining('1 of '),
    });
    expect(readdirSync(cache.directory)).toEqual([]);
  });
});

describe('the cache of crops', () => {
  it('keeps nothing of what was broken off, and takes nothing that is not whole', async () => {
    const pack = await photographs();
    const cache = cacheOf();
    const crops = openCrops(pack, pack.train, spec, { cache });
    for await (const _ of crops.make()) break;
    expect(readdirSync(cache.directory)).toEqual([]);
    await made(crops);
    const [name = ''] = readdirSync(cache.directory);
    truncateSync(join(cache.directory, name, 'crops.u8'), 100);
    expect(await kept(crops)).toBeNull();
    await made(crops);
    expect((await kept(crops))?.equals(await expected())).toBe(true);
    expect(readdirSync(cache.directory)).toEqual([name]);
  });

  it.each(['crops.u8', 'sha256.json'])(
    'takes nothing whose %s was altered, and replaces it',
    async (file) => {
      const pack = await photographs();
      const cache = cacheOf();
      const crops = openCrops(pack, pack.train, spec, { cache });
      await made(crops);
      const [name = ''] = readdirSync(cache.directory);
      const bytes = readFileSync(join(cache.directory, name, file));
      writeFileSync(join(cache.directory, name, file), bytes.fill(0, 30));
      expect(await kept(crops)).toBeNull();
      await made(crops);
      expect((await kept(crops))?.equals(await expected())).toBe(true);
      expect(readdirSync(cache.directory)).toEqual([name]);
    },
  );

  it('may be filled by several at once', async () => {
    const pack = await photographs();
    const cache = cacheOf();
    const crops = Array.from({ length: 3 }, () => openCrops(pack, pack.train, spec, { cache }));
    const all = await Promise.all(crops.map(made));
    for (const pixels of all) expect(pixels.equals(await expected())).toBe(true);
    expect(readdirSync(cache.directory)).toHaveLength(1);
  });

  it('lets go of what was used longest ago', async () => {
    const pack = await photographs();
    const cache = cacheOf(2.5 * 4 * cropBytes);
    const at = (height: number) =>
      openCrops(pack, pack.train, { ...spec, height, shorterSide: 14 }, { cache });
    await made(at(12));
    const [first = ''] = readdirSync(cache.directory);
    await made(at(11));
    const [second = ''] = readdirSync(cache.directory).filter((name) => name !== first);
    utimesSync(join(cache.directory, first), 1000, 1000);
    utimesSync(join(cache.directory, second), 2000, 2000);
    expect(await kept(at(12))).not.toBeNull();
    expect(statSync(join(cache.directory, first)).mtimeMs).toBeGreaterThan(2_000_000);
    await made(at(10));
    expect([await kept(at(12)), await kept(at(10))].every((bytes) => bytes !== null)).toBe(true);
    expect(await kept(at(11))).toBeNull();
  });

  it('does not take what is larger than it may be, and removes what a killed process left', async () => {
    const pack = await photographs();
    const small = cacheOf(100);
    expect((await made(openCrops(pack, pack.train, spec, { cache: small }))).length).toBe(4 * cropBytes);
    const cache = cacheOf();
    mkdirSync(cache.directory);
    const hoursAgo = (path: string, hours: number) => {
      const then = Date.now() / 1000 - hours * 3600;
      utimesSync(join(cache.directory, path), then, then);
    };
    for (const [name, hours] of [
      ['old.part', 2],
      ['new.part', 0.5],
    ] as const) {
      mkdirSync(join(cache.directory, name));
      writeFileSync(join(cache.directory, name, 'crops.u8'), 'x');
      hoursAgo(join(name, 'crops.u8'), hours);
      // A folder is not touched by what is written to a file in it.
      hoursAgo(name, 2);
    }
    writeFileSync(join(cache.directory, 'of-an-older-version.crops.u8'), 'x');
    hoursAgo('of-an-older-version.crops.u8', 2);
    await made(openCrops(pack, pack.train, spec, { cache }));
    expect(readdirSync(cache.directory)).toHaveLength(2);
    expect(readdirSync(cache.directory)).toContain('new.part');
    rmSync(cache.directory, { recursive: true });
  });
});
