import { open } from 'node:fs/promises';
import type { Matrix } from '@clusterboard/clustering';

/** Most bytes in one read; a single read of 2 GiB or more fails on Linux. */
const chunkBytes = 1 << 28;

/**
 * Reads float32 features, row-major [rows, dim], in the machine's own byte order (the process that
 * wrote them ran on this machine).
 *
 * @throws when the file has another length
 */
export async function readFeatures(path: string, rows: number, dim: number): Promise<Matrix> {
  const data = new Float32Array(rows * dim);
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size !== data.byteLength) throw new Error(`${path} has ${size} bytes, not ${data.byteLength}`);
    for (let done = 0; done < size; ) {
      const length = Math.min(chunkBytes, size - done);
      const { bytesRead } = await file.read(new Uint8Array(data.buffer, done, length), 0, length, done);
      if (bytesRead === 0) throw new Error(`${path} ended at ${done} bytes`);
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
  return { data, rows, dim };
}

/** Writes features as {@link readFeatures} reads them. */
export async function writeFeatures(path: string, { data }: Matrix): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let done = 0; done < data.byteLength; ) {
      const length = Math.min(chunkBytes, data.byteLength - done);
      const bytes = new Uint8Array(data.buffer, data.byteOffset + done, length);
      done += (await file.write(bytes)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}
