import { type ElementType, elementTypes } from '../inspection.ts';
import { bytes, floats, int32, integers, type Message, text } from '../walk.ts';

/** A tensor that the file holds: an initializer, or the value of a Constant. */
export interface Constant {
  readonly name: string;
  readonly elementType: ElementType;
  readonly shape: readonly number[];
  /** Row-major; null where there are more than {@link keptValues}, or the type is not a plain number. */
  readonly values: readonly number[] | null;
}

/** Enough for axes, shapes, and a mean or deviation for each channel. */
const keptValues = 64;
const keptAxes = 16;

type Reader = (view: DataView, at: number) => number;

/** How values lie in `raw_data`, which is little-endian: their bytes, and how one is read. */
const readers: Partial<Record<ElementType, readonly [number, Reader]>> = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float64: [8, (view, at) => view.getFloat64(at, true)],
  uint8: [1, (view, at) => view.getUint8(at)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  bool: [1, (view, at) => view.getUint8(at)],
};

/** A plain number in the IEEE half precision whose bits are given. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function raw(elementType: ElementType, data: Uint8Array): number[] | null {
  const [size, read] =
    elementType === 'float16'
      ? ([2, (view: DataView, at: number) => half(view.getUint16(at, true))] as const)
      : (readers[elementType] ?? [0, null]);
  if (read === null || data.length % size !== 0) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: data.length / size }, (_, index) => read(view, index * size));
}

/** Packed varints of at most 64 bits, as int32_data and int64_data have them; cut off where they are broken. */
function varints(data: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of data) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    values.push(Number(BigInt.asIntN(64, value)));
    value = 0n;
    shift = 0n;
  }
  return values;
}

/** TensorProto; of large tensors the shape alone is kept. */
export function constant(add: (constant: Constant) => void): Message {
  let name = '';
  let type = 0;
  let data: Uint8Array | null = null;
  let integerData: Uint8Array | null = null;
  const floatData: number[] = [];
  const shape: number[] = [];
  const valuesOf = (elementType: ElementType): number[] | null => {
    if (data !== null) return raw(elementType, data);
    if (integerData !== null) return varints(integerData).slice(0, keptValues);
    return elementType === 'float32' ? floatData : null;
  };
  return {
    fields: {
      1: integers((size) => {
        if (shape.length < keptAxes) shape.push(size);
      }),
      2: int32((value) => {
        type = value;
      }),
      4: floats((value) => {
        if (floatData.length <= keptValues) floatData.push(value);
      }),
      5: bytes(keptValues * 10, (value) => {
        integerData = value;
      }),
      7: bytes(keptValues * 10, (value) => {
        integerData = value;
      }),
      8: text((value) => {
        name = value;
      }),
      9: bytes(keptValues * 8, (value) => {
        data = value;
      }),
    },
    close() {
      const elementType = elementTypes[type] ?? 'other';
      const elements = shape.reduce((product, size) => product * size, 1);
      const values = elements <= keptValues ? valuesOf(elementType) : null;
      add({ name, elementType, shape, values: values?.length === elements ? values : null });
    },
  };
}
