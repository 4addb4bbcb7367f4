import { float16Values } from '@clusterboard/preprocessing/float16';
import { NpyRefusal } from './npy-header.ts';

/** One element type as it lies in a file. */
export interface Element {
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** Whether only whole numbers can come out. */
  readonly whole: boolean;
  read(view: DataView, at: number, littleEndian: boolean): number;
}

type Reader = Pick<Element, 'bytes' | 'whole' | 'read'>;

let halves: Float32Array | undefined;
function float16(bits: number): number {
  halves ??= float16Values();
  return halves[bits] as number;
}

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new NpyRefusal(`it holds ${value}, which is beyond 2^53`);
  return number;
}

const readers: Readonly<Record<string, Reader>> = {
  f2: { bytes: 2, whole: false, read: (view, at, little) => float16(view.getUint16(at, little)) },
  f4: { bytes: 4, whole: false, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, whole: false, read: (view, at, little) => view.getFloat64(at, little) },
  b1: { bytes: 1, whole: true, read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, whole: true, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, whole: true, read: (view, at) => view.getUint8(at) },
  i2: { bytes: 2, whole: true, read: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, whole: true, read: (view, at, little) => view.getUint16(at, little) },
  i4: { bytes: 4, whole: true, read: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, whole: true, read: (view, at, little) => view.getUint32(at, little) },
  i8: { bytes: 8, whole: true, read: (view, at, little) => exact(view.getBigInt64(at, little)) },
  u8: { bytes: 8, whole: true, read: (view, at, little) => exact(view.getBigUint64(at, little)) },
};

/** The element type of a dtype such as `<f4`. Throws an {@link NpyRefusal} on any but plain numbers. */
export function elementOf(descr: string): Element {
  const reader = readers[descr.slice(1)];
  if (reader === undefined || !/^[<>|=]/.test(descr)) {
    const kind = descr.slice(1, 2);
    const what =
      kind === 'O' ? 'Python objects' : kind === 'U' || kind === 'S' ? 'text' : `values of type ${descr}`;
    throw new NpyRefusal(`it holds ${what}; expected numbers`);
  }
  return { ...reader, littleEndian: descr[0] !== '>' };
}
