import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { integer as integerField, joined, tag, varint } from '@clusterboard/onnx/wire-writer';

/** A field of a message: an integer, the fields of a message, or bytes. */
interface Part {
  field: number;
  wireType: number;
  value: bigint | Part[] | Uint8Array;
  /** Bytes of the integer or of the length; more than needed are padding, which means the same. */
  width?: number;
  /** How much more than there is the length says. */
  lie?: number;
}

/** The same choice for the same numbers: `next(n)` is one of 0 … n - 1. */
export interface Choices {
  next(count: number): number;
}

function readVarint(bytes: Uint8Array, at: number): [value: bigint, end: number] {
  let value = 0n;
  for (let end = at; ; end++) {
    const byte = bytes[end];
    if (byte === undefined) throw new Error('an integer is cut off');
    value |= BigInt(byte & 0x7f) << BigInt(7 * (end - at));
    if (byte < 0x80) return [value, end + 1];
  }
}

/** The fields of a message, all of them with the fields inside. @throws Error where it is none */
export function parse(bytes: Uint8Array, type: DescMessage): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [key, start] = readVarint(bytes, at);
    const [field, wireType] = [Number(key >> 3n), Number(key & 7n)];
    if (wireType === 0) {
      const [value, end] = readVarint(bytes, start);
      parts.push({ field, wireType, value });
      at = end;
      continue;
    }
    if (![1, 2, 5].includes(wireType)) throw new Error(`a field has wire type ${wireType}`);
    const fixed = wireType === 5 ? 4 : wireType === 1 ? 8 : null;
    const [length, from] = fixed === null ? readVarint(bytes, start) : [BigInt(fixed), start];
    const content = bytes.subarray(from, from + Number(length));
    if (BigInt(content.length) !== length) throw new Error('a field crosses the end of its message');
    const inner = type.fields.find(({ number }) => number === field)?.message;
    parts.push({ field, wireType, value: wireType === 2 && inner ? parse(content, inner) : content });
    at = from + content.length;
  }
  return parts;
}

/** Whether a packed list ends with its last number. */
function isWhole(list: Uint8Array, scalar: ScalarType | undefined): boolean {
  if (scalar === ScalarType.FLOAT) return list.length % 4 === 0;
  if (scalar === ScalarType.DOUBLE) return list.length % 8 === 0;
  return (list.at(-1) ?? 0) < 0x80;
}

const isRead = ({ fieldKind, ...field }: DescField, { wireType, value }: Part): boolean => {
  if (fieldKind === 'message' || fieldKind === 'map') return wireType === 2;
  const scalar = 'scalar' in field ? field.scalar : undefined;
  if (scalar === ScalarType.STRING || scalar === ScalarType.BYTES) return wireType === 2;
  if (fieldKind === 'list' && 'listKind' in field && field.listKind === 'message') return wireType === 2;
  if (fieldKind === 'list' && value instanceof Uint8Array && wireType === 2) return isWhole(value, scalar);
  return wireType === (scalar === ScalarType.FLOAT ? 5 : scalar === ScalarType.DOUBLE ? 1 : 0);
};

/** Whether every field of a message is written as its description says. */
export const isWrittenAsDescribed = (parts: readonly Part[], type: DescMessage): boolean =>
  parts.every((part) => {
    const { field, value } = part;
    const described = type.fields.find(({ number }) => number === field);
    if (described === undefined) return true;
    if (!isRead(described, part)) return false;
    return !Array.isArray(value) || !described.message || isWrittenAsDescribed(value, described.message);
  });

function write(parts: readonly Part[]): Uint8Array {
  return joined(
    parts.map(({ field, wireType, value, width, lie = 0 }) => {
      if (typeof value === 'bigint') return joined([tag(field, wireType), varint(value, width)]);
      const content = value instanceof Uint8Array ? value : write(value);
      if (wireType !== 2) return joined([tag(field, wireType), content]);
      return joined([tag(field, wireType), varint(Math.max(0, content.length + lie), width), content]);
    }),
  );
}

const copied = (part: Part): Part => ({
  ...part,
  value: Array.isArray(part.value) ? part.value.map(copied) : part.value,
});

/** All messages of a model, itself first. */
const messages = (parts: Part[]): Part[][] => [
  parts,
  ...parts.flatMap(({ value }) => (Array.isArray(value) ? messages(value) : [])),
];

const integers = [
  ...[0n, 1n, 2n, 3n, 7n, 255n, 256n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 32n + 1n],
  ...[2n ** 53n, 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n - 2n ** 32n],
];
const ascii = (words: string) => new TextEncoder().encode(words);
const texts = [
  ...[ascii(''), ascii('image'), ascii('w'), ascii('\0'), ascii('\ufeffimage'), ascii('ai.onnx'), ascii('é')],
  ...[
    Uint8Array.of(0xff),
    Uint8Array.of(0x61, 0xc0, 0x80),
    Uint8Array.of(8, 1),
    new Uint8Array(5000).fill(0x61),
  ],
];

const one = <Item>(items: readonly Item[], { next }: Choices): Item => {
  const item = items[next(items.length)];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
};

type Mutation = (parts: Part[], at: number, choices: Choices, donor: Part[]) => void;

const change =
  (edit: (part: Part, choices: Choices) => void): Mutation =>
  (parts, at, choices) => {
    const part = parts[at];
    if (part !== undefined) edit(part, choices);
  };

/** Those of the structure, which keep everything around them valid. */
const mutations: readonly Mutation[] = [
  // A field again, at another place.
  (parts, at, choices) => {
    const part = parts[at];
    if (part !== undefined) parts.splice(choices.next(parts.length + 1), 0, copied(part));
  },
  // A field said again otherwise: another small integer, or another field beside it that may be empty.
  (parts, at, { next }) => {
    const part = parts[at];
    if (part === undefined) return;
    const again = copied(part);
    if (typeof again.value === 'bigint') again.value = BigInt(next(4));
    else {
      again.field = 1 + next(9);
      if (next(2) === 0) again.value = new Uint8Array(0);
    }
    parts.splice(at + next(2), 0, again);
  },
  (parts, at) => void parts.splice(at, 1),
  (parts, at, choices) => {
    parts.splice(choices.next(parts.length), 0, ...parts.splice(at, 1));
  },
  // A field of another model.
  (parts, at, choices, donor) => {
    const from = one(messages(donor), choices);
    if (from.length > 0) parts.splice(at, choices.next(2), copied(one(from, choices)));
  },
  change((part, { next }) => {
    part.field = next(8) === 0 ? ([0, 2 ** 29 - 1, 2 ** 29, 2 ** 32][next(4)] ?? 0) : next(31);
  }),
  change((part, { next }) => {
    part.wireType = next(8);
  }),
  change((part, choices) => {
    part.value = typeof part.value === 'bigint' ? one(integers, choices) : one(texts, choices);
  }),
  change((part, { next }) => {
    part.width = 2 + next(10);
  }),
  change((part, { next }) => {
    part.lie = [-1, 1, 2, 100, 2 ** 31, 2 ** 40][next(6)] ?? 1;
  }),
  // An integer packed, or bytes as an integer.
  change((part, choices) => {
    if (typeof part.value === 'bigint') part.value = varint(part.value);
    else part.value = one(integers, choices);
    part.wireType = typeof part.value === 'bigint' ? 0 : 2;
  }),
  // A field that was not there.
  (parts, at, choices) => {
    const value = choices.next(2) === 0 ? one(integers, choices) : one(texts, choices);
    parts.splice(at, 0, { field: 1 + choices.next(30), wireType: typeof value === 'bigint' ? 0 : 2, value });
  },
];

/** Bits, bytes and lengths, whatever they mean. */
function damage(bytes: Uint8Array, choices: Choices): Uint8Array {
  const at = choices.next(bytes.length);
  switch (choices.next(4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return joined([
        bytes.subarray(0, at),
        integerField(choices.next(31), one(integers, choices)),
        bytes.subarray(at),
      ]);
    case 2:
      return joined([
        bytes.subarray(0, at),
        bytes.subarray(Math.min(bytes.length, at + 1 + choices.next(8))),
      ]);
    default: {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << choices.next(8));
      return flipped;
    }
  }
}

/** A model after a few mutations: most of its structure, one in four of its bytes. */
export function mutate(model: Part[], donor: Part[], steps: number, choices: Choices): Uint8Array {
  const parts = model.map(copied);
  for (let step = 0; step < steps; step++) {
    const inside = messages(parts).filter(({ length }) => length > 0);
    if (inside.length === 0) break;
    const message = one(inside, choices);
    one(mutations, choices)(message, choices.next(message.length), choices, donor);
  }
  const bytes = write(parts);
  return bytes.length > 0 && choices.next(4) === 0 ? damage(bytes, choices) : bytes;
}
