// Writes protobuf field by field, right or wrong: what no library writes can be tested with it.

const encoder = new TextEncoder();

export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
};

/** An integer as protobuf writes it, negative ones as their 64-bit complement; `bytes` pads it to a length. */
export function varint(value: number | bigint, bytes = 1): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const written: number[] = [];
  while (rest > 0x7fn || written.length + 1 < bytes) {
    written.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.from([...written, Number(rest)]);
}

export const tag = (field: number, wireType: number): Uint8Array => varint(field * 8 + wireType);

export const integer = (field: number, value: number | bigint): Uint8Array =>
  joined([tag(field, 0), varint(value)]);

/** A message, text or packed list. */
export const bytes = (field: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = joined(parts);
  return joined([tag(field, 2), varint(content.length), content]);
};

export const text = (field: number, value: string): Uint8Array => bytes(field, encoder.encode(value));
