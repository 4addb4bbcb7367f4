import { type FileHandle, open, stat } from 'node:fs/promises';
import { InputError } from './input-error.ts';
import type { Matrix, RowSource } from './matrix.ts';

const rowBytes = (dim: number): number => dim * Float32Array.BYTES_PER_ELEMENT;

/** Rows in one block: about 32 MiB, in multiples of 1024. */
const rowsPerBlock = (dim: number): number =>
  1024 * Math.max(1, Math.round((1 << 25) / 1024 / rowBytes(dim)));

async function readRows(file: FileHandle, first: number, count: number, into: Float32Array, dim: number) {
  const bytes = new Uint8Array(into.buffer, 0, count * rowBytes(dim));
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, first * rowBytes(dim) + done);
    if (bytesRead === 0) throw new InputError('LENGTH', `The file ended before row ${first + count}.`);
    done += bytesRead;
  }
  return { data: into.subarray(0, count * dim), rows: count, dim };
}

/**
 * A file of float32 rows, [rows, dim] in the machine's byte order, as a source. One block is read while
 * the other is worked on: memory is two blocks, whatever the file's size.
 *
 * Rejects with an {@link InputError} `LENGTH` when the file's size is not a multiple of a row's.
 */
export async function openMatrixFile(path: string, dim: number): Promise<RowSource> {
  const { size } = await stat(path);
  const rows = size / rowBytes(dim);
  if (!Number.isInteger(rows)) {
    throw new InputError('LENGTH', `${size} bytes are no whole number of rows of ${dim} float32 values.`);
  }
  return { rows, dim, blocks: () => readBlocks(path, rows, dim) };
}

async function* readBlocks(path: string, rows: number, dim: number): AsyncGenerator<Matrix> {
  const step = rowsPerBlock(dim);
  const buffers = [new Float32Array(step * dim), new Float32Array(step * dim)] as const;
  const file = await open(path, 'r');
  let pending: Promise<Matrix> | undefined;
  const read = (first: number, into: Float32Array): Promise<Matrix> => {
    pending = readRows(file, first, Math.min(step, rows - first), into, dim);
    // Awaited below; a consumer that stops early must not leave it unhandled.
    pending.catch(() => undefined);
    return pending;
  };
  try {
    let [current, other] = buffers;
    let next: Promise<Matrix> | undefined = rows > 0 ? read(0, current) : undefined;
    for (let first = 0; next !== undefined; first += step) {
      const block: Matrix = await next;
      [current, other] = [other, current];
      next = first + step < rows ? read(first + step, current) : undefined;
      yield block;
    }
  } finally {
    await pending?.catch(() => undefined);
    await file.close();
  }
}
