import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { Pack } from '../pack/pack.ts';
import { verifyPack } from '../pack/verify-pack.ts';
import { findDigitsFile, importDigits } from './digits.ts';

async function digitsIn(into: string): Promise<Pack> {
  const result = await importDigits(into);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const csvRows = (): number[][] =>
  gunzipSync(readFileSync(findDigitsFile()))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));

describe('importDigits', () => {
  it('makes the same bytes everywhere', async () => {
    const { manifest } = await digitsIn(temporaryDirectory());
    expect(manifest.splits).toEqual({
      train: {
        count: 1258,
        imagesSha256: 'e314023638e60b6090ff90526e372be54f4d2b9791595ebbcbceb741ea3acceb',
        labelsSha256: 'b1e8cb16aa4470ddbe3bb656c56b3e3e5a1eb1192868785d4361fbc0f78f5133',
      },
      test: {
        count: 539,
        imagesSha256: '3d72991e25c2793d09d3c720d5b8b6ad684b5bdc021085ea36a41683f867537b',
        labelsSha256: '39a8598df491be8698f1e77632348ee990974e34783ec82c3fcf92b168086fb1',
      },
    });
  });

  it('keeps each of the 1,797 images once, scaled to bytes, with its label', async () => {
    const pack = await digitsIn(temporaryDirectory());
    const imported: string[] = [];
    for (const split of [pack.train, pack.test]) {
      const images = readFileSync(split.imagesPath);
      for (const [i, label] of (await split.readLabels()).entries()) {
        imported.push(`${images.subarray(i * 64, (i + 1) * 64).join()},${label}`);
      }
    }
    const original = csvRows().map((row) =>
      row.map((value, i) => (i < 64 ? Math.round((value / 16) * 255) : value)).join(),
    );
    expect(imported.toSorted()).toEqual(original.toSorted());
  });

  it('draws ten train images of each class', async () => {
    const pack = await digitsIn(temporaryDirectory());
    const sprite = PNG.sync.read(readFileSync(pack.samplesPath));
    expect([sprite.width, sprite.height]).toEqual([80, 80]);
    const labels = [...(await pack.train.readLabels())];
    const images = readFileSync(pack.train.imagesPath);
    const thirdSeven = labels.flatMap((label, i) => (label === 7 ? [i] : []))[2] ?? -1;
    const drawn = Array.from({ length: 64 }, (_, i) => {
      const [x, y] = [2 * 8 + (i % 8), 7 * 8 + Math.floor(i / 8)];
      return sprite.data[4 * (y * 80 + x)];
    });
    expect(drawn).toEqual([...images.subarray(thirdSeven * 64, (thirdSeven + 1) * 64)]);
  });

  it('leaves a sound pack alone and nothing else behind', async () => {
    const into = temporaryDirectory();
    const first = await digitsIn(into);
    const before = statSync(first.train.imagesPath);
    const second = await digitsIn(into);
    expect(second.manifest).toEqual(first.manifest);
    expect(statSync(second.train.imagesPath).ino).toBe(before.ino);
    expect(readdirSync(into)).toEqual(['digits']);
    expect(statSync(second.directory).mode & 0o777).toBe(0o755);
  });

  it('may run several times at once', async () => {
    const into = temporaryDirectory();
    const packs = await Promise.all(Array.from({ length: 4 }, () => digitsIn(into)));
    expect(new Set(packs.map(({ directory }) => directory)).size).toBe(1);
    expect((await verifyPack(join(into, 'digits'))).ok).toBe(true);
    expect(readdirSync(into)).toEqual(['digits']);
  });

  it('replaces a pack that is damaged', async () => {
    const into = temporaryDirectory();
    const pack = await digitsIn(into);
    writeFileSync(pack.test.labelsPath, Buffer.alloc(539 * 2));
    expect((await verifyPack(pack.directory)).ok).toBe(false);
    await digitsIn(into);
    expect((await verifyPack(pack.directory)).ok).toBe(true);
    expect(readdirSync(into)).toEqual(['digits']);
  });

  it('refuses another file, and leaves nothing', async () => {
    const into = temporaryDirectory();
    const file = join(temporaryDirectory(), 'digits.csv.gz');
    const missing = await importDigits(into, { file });
    expect(missing.ok ? '' : missing.problem.message).toContain('no such file');
    writeFileSync(file, readFileSync(findDigitsFile()).subarray(0, 50_000));
    const cut = await importDigits(into, { file });
    expect(cut).toMatchObject({ ok: false, problem: { code: 'DATASET_DAMAGED' } });
    expect(cut.ok ? '' : cut.problem.message).toContain('its SHA-256 is');
    expect(readdirSync(into)).toEqual([]);
  });
});

describe('verifyPack', () => {
  const change = (path: string, edit: (bytes: Buffer) => Buffer) =>
    writeFileSync(path, edit(readFileSync(path)));
  const flipFirst = (bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.of((bytes[0] ?? 0) ^ 1), bytes.subarray(1)]);

  it.each<[string, (pack: Pack) => void, string]>([
    ['a changed image', ({ train }) => change(train.imagesPath, flipFirst), 'its SHA-256 is'],
    ['a changed label', ({ test }) => change(test.labelsPath, flipFirst), 'its SHA-256 is'],
    [
      'images cut off',
      ({ test }) => change(test.imagesPath, (b) => b.subarray(1)),
      'it has 34495 bytes, not 34496',
    ],
    ['missing labels', ({ train }) => rmSync(train.labelsPath), 'no such file'],
    ['missing samples', ({ samplesPath }) => rmSync(samplesPath), 'no such file'],
    [
      'a manifest cut off',
      ({ directory }) => change(join(directory, 'manifest.json'), (b) => b.subarray(0, 100)),
      'it is not JSON',
    ],
    [
      'a manifest without licence',
      ({ directory, manifest }) =>
        writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ ...manifest, licence: undefined })),
      'licence: ',
    ],
    ['no pack', ({ directory }) => rmSync(directory, { recursive: true }), 'no such file'],
  ])('finds %s', async (_, damage, reason) => {
    const pack = await digitsIn(temporaryDirectory());
    damage(pack);
    const result = await verifyPack(pack.directory);
    expect(result).toMatchObject({ ok: false, problem: { code: 'DATASET_DAMAGED' } });
    expect(result.ok ? '' : result.problem.message).toContain(reason);
  });

  it('finds a label without a class, even where the hash fits', async () => {
    const pack = await digitsIn(temporaryDirectory());
    const classNames = pack.manifest.classNames.slice(0, 9);
    writeFileSync(join(pack.directory, 'manifest.json'), JSON.stringify({ ...pack.manifest, classNames }));
    const result = await verifyPack(pack.directory);
    expect(result.ok ? '' : result.problem.message).toContain('there is no class 9');
  });
});
