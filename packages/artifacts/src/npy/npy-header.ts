/** What a .npy file says of itself (format 1.0 to 3.0 of numpy.lib.format). */
export interface NpyHeader {
  /** Such as `<f4`; a list where the dtype has fields. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the data begin, in bytes. */
  readonly dataOffset: number;
}

/** A sentence part on why a file cannot be read. */
export class NpyRefusal extends Error {
  override readonly name = 'NpyRefusal';
}

const magic = '\u0093NUMPY';
/** Magic, version and the longest form of the header's length. */
export const preludeBytes = 12;
const longestHeader = 1 << 20;

/** How many bytes prelude and header take together, from the first {@link preludeBytes} of the file. */
export function headerEnd(prelude: Buffer): { readonly start: number; readonly end: number } {
  if (prelude.subarray(0, magic.length).toString('latin1') !== magic) {
    throw new NpyRefusal('it is not a .npy file');
  }
  const major = prelude[6] ?? 0;
  if (major < 1 || major > 3) throw new NpyRefusal(`its format version ${major} is not supported`);
  const start = major === 1 ? 10 : 12;
  if (prelude.length < start) throw new NpyRefusal('it ends within its header');
  const length = major === 1 ? prelude.readUInt16LE(8) : prelude.readUInt32LE(8);
  if (length > longestHeader) throw new NpyRefusal('its header is longer than any header');
  return { start, end: start + length };
}

const field = (text: string, name: string, value: RegExp): string => {
  const found = new RegExp(`['"]${name}['"]\\s*:\\s*(${value.source})`).exec(text)?.[1];
  if (found === undefined) throw new NpyRefusal(`its header has no usable ${name}`);
  return found;
};

/** Reads the Python literal in the header; only what numpy writes is understood. */
export function parseHeader(text: string, dataOffset: number): NpyHeader {
  const descr = field(text, 'descr', /'[^']*'|"[^"]*"|\[/);
  if (descr === '[') throw new NpyRefusal('its dtype has fields, and one plain type is needed');
  const shape = field(text, 'shape', /\(\s*(?:\d+\s*,?\s*)*\)/);
  return {
    descr: descr.slice(1, -1),
    fortranOrder: field(text, 'fortran_order', /True|False/) === 'True',
    shape: (shape.match(/\d+/g) ?? []).map(Number),
    dataOffset,
  };
}

/**
 * Magic, version 1.0 and header of an array in C order, as numpy.save writes them; the data after it begin at
 * a multiple of 64 bytes.
 *
 * @param descr the dtype, such as `<f4`
 */
export function npyHeader(descr: string, shape: readonly number[]): Buffer {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padding = (64 - ((10 + text.length + 1) % 64)) % 64;
  const header = `${text}${' '.repeat(padding)}\n`;
  const prelude = Buffer.from('\u0093NUMPY\u0001\0\0\0', 'latin1');
  prelude.writeUInt16LE(header.length, 8);
  return Buffer.concat([prelude, Buffer.from(header, 'latin1')]);
}
