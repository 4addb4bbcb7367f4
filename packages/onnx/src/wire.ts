import type { ByteSource } from './byte-source.ts';

/** Why a file could not be read as protobuf. */
export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly kind: 'malformed' | 'truncated' | 'excessive',
    message: string,
  ) {
    super(message);
  }
}

export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

// Tensor data are skipped, so that a window serves the small fields between them.
const windowBytes = 64 * 1024;
const longestVarint = 10;
// Replaced or left out, bytes of two different names would give the same text.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads protobuf primitives from a {@link ByteSource} through one window of 64 KiB. Reading is
 * synchronous once {@link prepare} has brought the next bytes into the window.
 */
export class WireCursor {
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #position = 0;
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get position(): number {
    return this.#position;
  }

  get size(): number {
    return this.#source.size;
  }

  /** True when the next field's tag and length, or what is left of the file, lie in the window. */
  get prepared(): boolean {
    return this.#holds(Math.min(2 * longestVarint, this.size - this.#position));
  }

  /** Brings at least `length` bytes, or what is left of the file, into the window. */
  async prepare(length = 2 * longestVarint): Promise<void> {
    const wanted = Math.min(length, this.size - this.#position);
    if (this.#holds(wanted)) return;
    const window = await this.#source.read(this.#position, Math.max(wanted, windowBytes));
    if (window.length < wanted) throw new WireError('truncated', 'it became shorter while it was read');
    this.#window = window;
    this.#windowStart = this.#position;
  }

  skip(length: number): void {
    this.#position += length;
  }

  /** An unsigned or two's complement 64-bit integer, exact up to 2^53. */
  varint(end: number): number {
    let low = 0;
    let high = 0;
    for (let index = 0; index < longestVarint; index++) {
      const byte = this.#byte(end);
      const bits = byte & 0x7f;
      if (index < 4) low += bits * 2 ** (7 * index);
      else high += bits * 2 ** (7 * (index - 4));
      if (byte < 0x80) return fromHalves(low, high);
    }
    throw new WireError('malformed', 'an integer is longer than ten bytes');
  }

  /** A 32-bit float, all of which {@link prepare} has brought into the window. */
  float(): number {
    const start = this.#position - this.#windowStart;
    this.#position += 4;
    return new DataView(this.#window.buffer, this.#window.byteOffset + start, 4).getFloat32(0, true);
  }

  /** A copy of `length` bytes, all of which {@link prepare} has brought into the window. */
  bytes(length: number): Uint8Array {
    const start = this.#position - this.#windowStart;
    this.#position += length;
    return this.#window.slice(start, start + length);
  }

  /** UTF-8 text of `length` bytes, all of which {@link prepare} has brought into the window. */
  text(length: number): string {
    const start = this.#position - this.#windowStart;
    this.#position += length;
    try {
      return utf8.decode(this.#window.subarray(start, start + length));
    } catch {
      throw new WireError('malformed', 'a name in it is not UTF-8');
    }
  }

  #holds(length: number): boolean {
    const start = this.#position - this.#windowStart;
    return start >= 0 && start + length <= this.#window.length;
  }

  #byte(end: number): number {
    const byte = this.#position < end ? this.#window[this.#position - this.#windowStart] : undefined;
    if (byte === undefined) {
      throw this.#position >= this.size
        ? new WireError('truncated', 'it stops within a number')
        : new WireError('malformed', 'a number crosses the end of its message');
    }
    this.#position++;
    return byte;
  }
}

/** `low` holds 28 bits, `high` the 36 above; negative numbers are written as their 64-bit complement. */
function fromHalves(low: number, high: number): number {
  const top = high % 2 ** 36;
  return top >= 2 ** 35 ? (top - 2 ** 36) * 2 ** 28 + low : top * 2 ** 28 + low;
}
