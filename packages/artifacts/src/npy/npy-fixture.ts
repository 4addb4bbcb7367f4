/** The bytes of a .npy file as numpy.save writes it. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  { fortran = false, version = 1 } = {},
): Buffer {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const order = fortran ? 'True' : 'False';
  const start = version === 1 ? 10 : 12;
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }`;
  const header = `${text.padEnd(64 * Math.ceil((start + text.length + 1) / 64) - start - 1)}\n`;
  const length = Buffer.alloc(start - 8);
  if (version === 1) length.writeUInt16LE(header.length);
  else length.writeUInt32LE(header.length);
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0]),
    length,
    Buffer.from(header),
    data,
  ]);
}

type Setter = (view: DataView, at: number, value: number, little: boolean) => void;

const setters: Readonly<Record<string, [number, Setter]>> = {
  f4: [4, (view, at, value, little) => view.setFloat32(at, value, little)],
  f8: [8, (view, at, value, little) => view.setFloat64(at, value, little)],
  b1: [1, (view, at, value) => view.setUint8(at, value)],
  i1: [1, (view, at, value) => view.setInt8(at, value)],
  u1: [1, (view, at, value) => view.setUint8(at, value)],
  i2: [2, (view, at, value, little) => view.setInt16(at, value, little)],
  u2: [2, (view, at, value, little) => view.setUint16(at, value, little)],
  i4: [4, (view, at, value, little) => view.setInt32(at, value, little)],
  u4: [4, (view, at, value, little) => view.setUint32(at, value, little)],
  i8: [8, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)],
  u8: [8, (view, at, value, little) => view.setBigUint64(at, BigInt(value), little)],
};

/** Values as the elements of a dtype such as `>i4`. */
export function elements(descr: string, values: readonly number[]): Uint8Array {
  const setter = setters[descr.slice(1)];
  if (setter === undefined) throw new Error(`no elements of ${descr} can be made`);
  const [bytes, set] = setter;
  const data = new Uint8Array(values.length * bytes);
  const view = new DataView(data.buffer);
  for (const [index, value] of values.entries()) set(view, index * bytes, value, descr[0] !== '>');
  return data;
}

/** A .npy file of `values`. */
export const npy = (
  descr: string,
  shape: readonly number[],
  values: readonly number[],
  options?: Parameters<typeof npyFile>[3],
): Buffer => npyFile(descr, shape, elements(descr, values), options);
