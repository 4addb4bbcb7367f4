import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useDirectory } from '@clusterboard/testkit';
import { describe, expect, it } from 'vitest';
import { elements, npy, npyFile } from './npy-fixture.ts';
import { readMatrix, readWholeNumbers } from './read-npy.ts';
import { writeNpy } from './write-npy.ts';

const directory = useDirectory();
const file = () => join(directory.path, 'x.npy');

async function matrix(content: Uint8Array) {
  await writeFile(file(), content);
  return readMatrix(file());
}

async function wholeNumbers(content: Uint8Array) {
  await writeFile(file(), content);
  return readWholeNumbers(file());
}

const values = [0, 1, 2, 3, 4, 5];
const every = ['f4', 'f8', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8'].flatMap((type) =>
  type.endsWith('1') ? [`|${type}`] : [`<${type}`, `>${type}`],
);

describe('a matrix', () => {
  it.each(every)('of %s is read as float32', async (descr) => {
    expect(await matrix(npy(descr, [2, 3], values))).toEqual({
      ok: true,
      value: { rows: 2, dim: 3, data: Float32Array.from(values) },
    });
  });

  it('of booleans and of half precision is read', async () => {
    expect(await matrix(npy('|b1', [2, 2], [0, 1, 1, 0]))).toMatchObject({
      value: { data: Float32Array.of(0, 1, 1, 0) },
    });
    const half = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff).buffer);
    expect(await matrix(npyFile('<f2', [2, 2], half))).toMatchObject({
      value: { data: Float32Array.of(1, -2, 2 ** -24, 65504) },
    });
  });

  it('in Fortran order comes out row by row', async () => {
    expect(await matrix(npy('<f4', [2, 3], values, { fortran: true }))).toMatchObject({
      value: { rows: 2, dim: 3, data: Float32Array.of(0, 2, 4, 1, 3, 5) },
    });
  });

  it.each([1, 2, 3])('is read from format version %i', async (version) => {
    expect(await matrix(npy('<f4', [6, 1], values, { version }))).toMatchObject({ ok: true });
  });

  it('keeps NaN and infinity for those who judge features', async () => {
    expect(await matrix(npy('<f8', [1, 2], [Number.NaN, Number.NEGATIVE_INFINITY]))).toMatchObject({
      value: { data: Float32Array.of(Number.NaN, Number.NEGATIVE_INFINITY) },
    });
  });

  it('is what was written', async () => {
    await writeNpy(file(), Float32Array.from(values), [3, 2]);
    expect(await readFile(file())).toEqual(npy('<f4', [3, 2], values));
  });

  it.each([
    ['one dimension', npy('<f4', [6], values), 'it has the shape (6,); expected two dimensions'],
    ['three dimensions', npy('<f4', [1, 2, 3], values), 'it has the shape (1, 2, 3); expected two'],
    ['no rows', npy('<f4', [0, 3], []), 'it is empty'],
    ['complex numbers', npyFile('<c8', [1, 1], new Uint8Array(8)), 'it holds values of type <c8'],
    ['text', npyFile('<U4', [1, 1], new Uint8Array(16)), 'it holds text'],
    ['objects', npyFile('|O', [1, 1], new Uint8Array(8)), 'it holds Python objects'],
    ['beyond float32', npy('<f8', [1, 2], [1, 1e300]), 'its value 1 is 1e+300, beyond what float32 holds'],
    ['cut off', npy('<f4', [2, 3], values).subarray(0, -1), 'it has 151 bytes where (2, 3) of <f4 needs 152'],
    ['too long', Buffer.concat([npy('<f4', [2, 3], values), Buffer.of(0)]), 'it has 153 bytes'],
    ['cut off in its header', npy('<f4', [2, 3], values).subarray(0, 50), 'it ends within its header'],
    ['cut off before its header', npy('<f4', [2, 3], values).subarray(0, 9), 'it ends within its header'],
    ['empty', Buffer.alloc(0), 'it is not a .npy file'],
    ['an archive', Buffer.from('PK\u0003\u0004 and so on'), 'it is not a .npy file'],
    ['a later format', npy('<f4', [2, 3], values, { version: 4 }), 'its format version 4 is not supported'],
    ['larger than memory', npy('<f4', [2 ** 20, 2 ** 20], []), 'more than fit in memory'],
  ])('is refused: %s', async (_, content, reason) => {
    expect(await matrix(content)).toMatchObject({
      ok: false,
      problem: { code: 'ARRAY_UNREADABLE', message: expect.stringContaining(reason) },
    });
  });

  it('is refused where there is no such file, or a directory', async () => {
    const path = join(directory.path, 'other.npy');
    const message = async () => {
      const read = await readMatrix(path);
      return read.ok ? '' : read.problem.message;
    };
    expect(await message()).toBe(`Cannot read ${path}: no such file.`);
    await mkdir(path);
    expect(await message()).toBe(`Cannot read ${path}: it is a directory.`);
  });
});

describe('whole numbers', () => {
  it.each(every)('of %s are read', async (descr) => {
    expect(await wholeNumbers(npy(descr, [6], values))).toEqual({
      ok: true,
      value: Float64Array.from(values),
    });
  });

  it('may stand in a column', async () => {
    expect(await wholeNumbers(npy('<i8', [3, 1], [-5, 0, 5]))).toEqual({
      ok: true,
      value: Float64Array.of(-5, 0, 5),
    });
  });

  const beyond = new Uint8Array(BigInt64Array.of(2n ** 53n).buffer);
  it.each([
    ['several columns', npy('<i8', [1, 2], [1, 2]), 'it has the shape (1, 2); expected one dimension'],
    [
      'a single number',
      npyFile('<i8', [], elements('<i8', [1])),
      'it has the shape (); expected one dimension',
    ],
    ['fractions', npy('<f8', [2], [1, 2.5]), 'its value 1 is 2.5, not an integer'],
    ['NaN', npy('<f8', [2], [1, Number.NaN]), 'its value 1 is NaN'],
    ['beyond 2^53', npyFile('<i8', [1], beyond), 'it holds 9007199254740992, which is beyond 2^53'],
  ])('are refused: %s', async (_, content, reason) => {
    expect(await wholeNumbers(content)).toMatchObject({
      ok: false,
      problem: { code: 'ARRAY_UNREADABLE', message: expect.stringContaining(reason) },
    });
  });
});
