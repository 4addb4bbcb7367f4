import { type FileHandle, open } from 'node:fs/promises';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import { unreadable } from '../file-problem.ts';
import { type Element, elementOf } from './element.ts';
import { headerEnd, type NpyHeader, NpyRefusal, parseHeader, preludeBytes } from './npy-header.ts';

const chunkBytes = 1 << 24;
const maxElements = 2 ** 32;
/** Values up to half a step above it are rounded down to it. */
const largestFloat32 = (2 - 2 ** -24) * 2 ** 127;

/** [rows, columns] of values that lie column by column. */
function transposed(columns: Float32Array, rows: number, dim: number): Float32Array {
  const data = new Float32Array(columns.length);
  for (let column = 0; column < dim; column++) {
    for (let row = 0; row < rows; row++) data[row * dim + column] = columns[column * rows + row] as number;
  }
  return data;
}

async function readAt(file: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let filled = 0; filled < target.length; ) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, position + filled);
    if (bytesRead === 0) throw new NpyRefusal('it ends early');
    filled += bytesRead;
  }
}

async function readHeader(file: FileHandle, size: number): Promise<NpyHeader> {
  const prelude = Buffer.alloc(Math.min(preludeBytes, size));
  await readAt(file, prelude, 0);
  const { start, end } = headerEnd(prelude);
  if (end > size) throw new NpyRefusal('it ends within its header');
  const text = Buffer.alloc(end - start);
  await readAt(file, text, start);
  return parseHeader(text.toString('utf8'), end);
}

const shapeText = (shape: readonly number[]): string =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** `[n, 1]`, as a data frame's column has it, is a list too. */
const hasRank = (shape: readonly number[], rank: number): boolean =>
  shape.length === rank || (rank === 1 && shape.length === 2 && shape[1] === 1);

/** What the file holds, once its header, its type and its length have been found to fit together. */
async function checkFile(
  file: FileHandle,
  rank: 1 | 2,
): Promise<{ header: NpyHeader; element: Element; count: number }> {
  const { size } = await file.stat();
  const header = await readHeader(file, size);
  const element = elementOf(header.descr);
  const { shape } = header;
  if (!hasRank(shape, rank)) {
    const expectedRank = rank === 1 ? 'one dimension' : 'two dimensions';
    throw new NpyRefusal(`it has the shape ${shapeText(shape)}; expected ${expectedRank}`);
  }
  const count = shape.reduce((product, length) => product * length, 1);
  if (count === 0) throw new NpyRefusal(`it has the shape ${shapeText(shape)}: it is empty`);
  if (count > maxElements) throw new NpyRefusal(`it has ${count} values, more than fit in memory`);
  const expected = header.dataOffset + count * element.bytes;
  if (size !== expected) {
    throw new NpyRefusal(
      `it has ${size} bytes where ${shapeText(shape)} of ${header.descr} needs ${expected}`,
    );
  }
  return { header, element, count };
}

/** Decodes all elements in the order of the file into `target`; beyond float32 they would become infinite. */
async function decode(
  file: FileHandle,
  { dataOffset }: NpyHeader,
  element: Element,
  target: Float32Array | Float64Array,
): Promise<void> {
  const max = target instanceof Float32Array ? largestFloat32 : Number.MAX_VALUE;
  const { bytes, littleEndian } = element;
  const chunk = new Uint8Array(Math.min(chunkBytes, target.length * bytes));
  const view = new DataView(chunk.buffer);
  for (let done = 0; done < target.length; ) {
    const count = Math.min(chunk.length / bytes, target.length - done);
    await readAt(file, chunk.subarray(0, count * bytes), dataOffset + done * bytes);
    for (let i = 0; i < count; i++) {
      const value = element.read(view, i * bytes, littleEndian);
      if (Math.abs(value) > max && Number.isFinite(value)) {
        throw new NpyRefusal(`its value ${done + i} is ${value}, beyond what float32 holds`);
      }
      target[done + i] = value;
    }
    done += count;
  }
}

async function opened<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<Result<T>> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    return failure(unreadable(path, error));
  }
  try {
    return success(await read(file));
  } catch (error) {
    if (error instanceof NpyRefusal) {
      return failure(problem('ARRAY_UNREADABLE', { file: path, reason: error.message }));
    }
    return failure(unreadable(path, error));
  } finally {
    await file.close();
  }
}

/** `data` is row-major [rows, dim]. */
export interface NpyMatrix {
  readonly rows: number;
  readonly dim: number;
  readonly data: Float32Array;
}

/**
 * A two-dimensional array as float32, to which other types are rounded.
 *
 * Fails with FILE_UNREADABLE, or ARRAY_UNREADABLE on anything but plain numbers that float32 can hold.
 */
export const readMatrix = (path: string): Promise<Result<NpyMatrix>> =>
  opened(path, async (file) => {
    const { header, element, count } = await checkFile(file, 2);
    const data = new Float32Array(count);
    await decode(file, header, element, data);
    const [rows = 0, dim = 0] = header.shape;
    return { data: header.fortranOrder ? transposed(data, rows, dim) : data, rows, dim };
  });

/** A one-dimensional array (or a column) of whole numbers; fails as {@link readMatrix}. */
export const readWholeNumbers = (path: string): Promise<Result<Float64Array>> =>
  opened(path, async (file) => {
    const { header, element, count } = await checkFile(file, 1);
    const data = new Float64Array(count);
    await decode(file, header, element, data);
    const broken = element.whole ? -1 : data.findIndex((value) => !Number.isSafeInteger(value));
    if (broken !== -1) {
      throw new NpyRefusal(`its value ${broken} is ${data[broken]}, not an integer`);
    }
    return data;
  });
