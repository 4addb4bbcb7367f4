import { float16Values } from '@clusterboard/preprocessing/float16';
import type { Tensor } from 'onnxruntime-node';

let halves: Float32Array | undefined;

/** The values of an output of float32 or float16 as float32, which holds both exactly. */
export function outputValues({ data, type }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type !== 'float16' || !ArrayBuffer.isView(data))
    throw new Error(`an output of type ${type} has other data`);
  halves ??= float16Values();
  const values = halves;
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return Float32Array.from(bits, (half) => values[half] ?? Number.NaN);
}
