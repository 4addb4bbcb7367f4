import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { describe, expect, it } from 'vitest';
import { debianDirectory, fashionMnistFiles } from '../shipped/fashion-mnist-files.ts';
import { readIdx } from './idx.ts';

/** 2 images of 2 × 3. */
const header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const whole = Buffer.from([...header, ...values]);

async function read(bytes: Uint8Array) {
  const path = join(temporaryDirectory(), 'file.idx');
  writeFileSync(path, bytes);
  const chunks: Buffer[] = [];
  const result = await readIdx(path, (chunk) => void chunks.push(chunk));
  return {
    result,
    seen: Buffer.concat(chunks),
    reason: result.ok ? '' : result.problem.message.replace(path, 'FILE'),
  };
}

describe('readIdx', () => {
  it.each([
    ['plain', whole],
    ['gzip', gzipSync(whole)],
  ])('reads dimensions, values and hash of the content: %s', async (_, bytes) => {
    const { result, seen } = await read(bytes);
    expect(result.ok && result.value.dims).toEqual([2, 2, 3]);
    expect([...seen]).toEqual(values);
    expect(result.ok && result.value.sha256).toBe(
      'f7169b91c01c82a1c0c44aee0f6db5b5a609be8d0ba16e2ded674fe748c45dfe',
    );
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'it ends inside its header'],
    ['a file cut off in its header', whole.subarray(0, 9), 'it ends inside its header'],
    ['a file cut off in its values', whole.subarray(0, -5), 'it ends 5 bytes too early'],
    ['too many values', Buffer.concat([whole, Buffer.of(0)]), 'there is more data than its header announces'],
    ['another file', Buffer.from('<!doctype html>'), 'it is not an IDX file'],
    ['no dimensions', Buffer.of(0, 0, 8, 0), 'it is not an IDX file'],
    [
      'another type',
      Buffer.of(0, 0, 0x0d, 1, 0, 0, 0, 0),
      'its values are of IDX type 13, not unsigned bytes',
    ],
    [
      'an impossible size',
      Buffer.from([0, 0, 8, 2, ...Array.from({ length: 8 }, () => 255)]),
      'its header announces an impossible size',
    ],
    ['gzip cut off', gzipSync(whole).subarray(0, -12), 'its gzip data are cut off'],
    ['broken gzip', gzipSync(whole).fill(0xff, 12, 16), 'its gzip data are broken'],
  ])('says what is wrong with %s', async (_, bytes, reason) => {
    const { result, reason: said } = await read(bytes);
    expect(result).toMatchObject({ ok: false, problem: { code: 'DATASET_DAMAGED' } });
    expect(said).toBe(`The dataset file FILE is damaged: ${reason}.`);
  });

  it('says that there is no such file', async () => {
    const result = await readIdx(join(temporaryDirectory(), 'none'), () => {});
    expect(result.ok ? '' : result.problem.message).toContain('no such file');
  });

  it('stops reading a file that unpacks to more than it announces', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(header), Buffer.alloc(64 << 20)]));
    const { seen, reason } = await read(bomb);
    expect(reason).toContain('more data than its header announces');
    expect(seen.length).toBe(0);
  });

  it('passes on what its consumer throws', async () => {
    const path = join(temporaryDirectory(), 'file.idx');
    writeFileSync(path, whole);
    const reading = readIdx(path, () => {
      throw new Error('disk gone');
    });
    await expect(reading).rejects.toThrow('disk gone');
  });

  it.each(fashionMnistFiles)('reads the real $name', async ({ name, dims, contentSha256 }) => {
    let length = 0;
    const result = await readIdx(join(debianDirectory, name), (chunk) => {
      length += chunk.length;
    });
    expect(result).toEqual({ ok: true, value: { dims, sha256: contentSha256 } });
    expect(length).toBe(dims.reduce((product, size) => product * size, 1));
  });

  it('says that a real file cut in the middle is cut off', async () => {
    const file = readFileSync(join(debianDirectory, 't10k-images-idx3-ubyte.gz'));
    const { reason } = await read(file.subarray(0, file.length / 2));
    expect(reason).toContain('its gzip data are cut off');
  });
});
