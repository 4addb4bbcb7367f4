import { open } from 'node:fs/promises';
import { npyHeader } from './npy-header.ts';

const types = [
  [Float32Array, '<f4'],
  [Int32Array, '<i4'],
  [Uint16Array, '<u2'],
] as const;

type Values = Float32Array | Int32Array | Uint16Array;

/** Writes an array as numpy.save does, in C order; `shape` must hold as many values. */
export async function writeNpy(path: string, values: Values, shape: readonly number[]): Promise<void> {
  const descr = types.find(([type]) => values instanceof type)?.[1];
  if (descr === undefined) throw new TypeError('no such type of array can be written');
  await using file = await open(path, 'w');
  await file.writeFile(npyHeader(descr, shape));
  const chunk = 1 << 28;
  for (let done = 0; done < values.byteLength; done += chunk) {
    const length = Math.min(chunk, values.byteLength - done);
    await file.writeFile(new Uint8Array(values.buffer, values.byteOffset + done, length));
  }
}
