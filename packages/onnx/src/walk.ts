import { type WireCursor, WireError, wireTypes } from './wire.ts';

/** What a message does with one of its fields; fields that it does not name are skipped unread. */
export type Field =
  | { readonly kind: 'integer' | 'integers'; readonly take: (value: number) => void }
  | { readonly kind: 'floats'; readonly take: (value: number) => void }
  | { readonly kind: 'text'; readonly take: (value: string) => void }
  | { readonly kind: 'bytes'; readonly most: number; readonly take: (value: Uint8Array) => void }
  | { readonly kind: 'message' | 'messages'; readonly open: () => Message };

export interface Message {
  readonly fields: Readonly<Record<number, Field>>;
  /** Called when the message has been read to its end. */
  readonly close?: () => void;
  /** Refuses a field that the message does not name. */
  readonly unknown?: (field: number) => void;
}

// A field that protobuf would read in another way than this reader could hide what a model does: integers that
// are cut to 32 bits, a single integer in packed form (which protobuf skips), and a single message that occurs
// twice (which it merges) are refused. Of single integers and texts both take the last.

export const integer = (take: (value: number) => void): Field => ({ kind: 'integer', take });
/** An int32 or an enumeration. */
export const int32 = (take: (value: number) => void): Field =>
  integer((value) => {
    if (value !== (value | 0)) throw new WireError('malformed', 'a number is beyond 32 bits');
    take(value);
  });
/** A repeated field, packed or not. */
export const integers = (take: (value: number) => void): Field => ({ kind: 'integers', take });
/** A float, or a repeated field of them, packed or not. */
export const floats = (take: (value: number) => void): Field => ({ kind: 'floats', take });
/** Bytes, or numbers in packed form; more than `most` are skipped unread. */
export const bytes = (most: number, take: (value: Uint8Array) => void): Field => ({
  kind: 'bytes',
  most,
  take,
});
export const text = (take: (value: string) => void): Field => ({ kind: 'text', take });
export const message = (open: () => Message): Field => ({ kind: 'message', open });
/** A repeated field. */
export const messages = (open: () => Message): Field => ({ kind: 'messages', open });

/** Bounds that no honest model reaches, so that a hostile file cannot take the reader's time or memory. */
const limits = {
  // As protobuf's own readers.
  depth: 100,
  fields: 10_000_000,
  textBytes: 4096,
  allTextBytes: 16 * 1024 * 1024,
  packedBytes: 4096,
} as const;

interface Frame {
  readonly message: Message;
  readonly end: number;
  /** Single messages that were opened. */
  readonly opened: Set<number>;
}

/**
 * Walks a protobuf message depth first without holding it in memory.
 *
 * @throws WireError when the file is cut off, malformed or beyond the limits
 */
export async function walk(cursor: WireCursor, root: Message): Promise<void> {
  const frames: Frame[] = [{ message: root, end: cursor.size, opened: new Set() }];
  const spent = { fields: 0, textBytes: 0 };
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (cursor.position === frame.end) {
      frame.message.close?.();
      frames.pop();
      continue;
    }
    if (!cursor.prepared) await cursor.prepare();
    if (++spent.fields > limits.fields) throw new WireError('excessive', 'it has too many fields');
    const opened = await readField(cursor, frame, spent);
    if (opened === null) continue;
    if (frames.length === limits.depth) throw new WireError('excessive', 'it is nested too deeply');
    frames.push(opened);
  }
}

async function readField(
  cursor: WireCursor,
  frame: Frame,
  spent: { textBytes: number },
): Promise<Frame | null> {
  const tag = cursor.varint(frame.end);
  const number = Math.floor(tag / 8);
  const wireType = tag % 8;
  if (number < 1 || number > 0x1fff_ffff)
    throw new WireError('malformed', 'a field has an impossible number');
  const field = frame.message.fields[number];
  if (field === undefined) frame.message.unknown?.(number);
  switch (wireType) {
    case wireTypes.varint: {
      const value = cursor.varint(frame.end);
      if (field === undefined) return null;
      if (field.kind !== 'integer' && field.kind !== 'integers')
        throw new WireError('malformed', `field ${number} should not be an integer`);
      field.take(value);
      return null;
    }
    case wireTypes.bytes:
      if (field?.kind === 'message') {
        if (frame.opened.has(number)) throw new WireError('malformed', `field ${number} occurs twice`);
        frame.opened.add(number);
      }
      return readBytes(cursor, boundedLength(cursor, frame), field, spent);
    case wireTypes.fixed32:
    case wireTypes.fixed64:
      readFixed(cursor, frame, wireType, { number, field });
      return null;
    default:
      throw new WireError('malformed', 'a field has an unknown wire type');
  }
}

function readFixed(
  cursor: WireCursor,
  frame: Frame,
  wireType: 1 | 5,
  { number, field }: { number: number; field: Field | undefined },
): void {
  if (field?.kind === 'floats' && wireType === wireTypes.fixed32) {
    within(cursor, frame, 4);
    field.take(cursor.float());
    return;
  }
  if (field !== undefined) throw new WireError('malformed', `field ${number} should not be a fixed number`);
  cursor.skip(within(cursor, frame, wireType === wireTypes.fixed32 ? 4 : 8));
}

const boundedLength = (cursor: WireCursor, frame: Frame): number => {
  const length = cursor.varint(frame.end);
  return within(cursor, frame, length);
};

function within(cursor: WireCursor, frame: Frame, length: number): number {
  if (length >= 0 && cursor.position + length <= frame.end) return length;
  // Inner messages end within the file, so that only an outermost field can be cut off.
  if (length > 0 && frame.end === cursor.size && length <= Number.MAX_SAFE_INTEGER) {
    const missing = cursor.position + length - cursor.size;
    throw new WireError('truncated', `at least ${missing.toLocaleString('en')} bytes are missing`);
  }
  throw new WireError('malformed', 'a field crosses the end of its message');
}

async function readBytes(
  cursor: WireCursor,
  length: number,
  field: Field | undefined,
  spent: { textBytes: number },
): Promise<Frame | null> {
  if (field === undefined) {
    cursor.skip(length);
    return null;
  }
  switch (field.kind) {
    case 'message':
    case 'messages':
      return { message: field.open(), end: cursor.position + length, opened: new Set() };
    case 'text':
      spent.textBytes += length;
      if (length > limits.textBytes) throw new WireError('excessive', 'a name in it is too long');
      if (spent.textBytes > limits.allTextBytes) throw new WireError('excessive', 'its names are too long');
      await cursor.prepare(length);
      field.take(cursor.text(length));
      return null;
    case 'bytes':
      if (length > field.most) {
        cursor.skip(length);
        return null;
      }
      await cursor.prepare(length);
      field.take(cursor.bytes(length));
      return null;
    case 'floats': {
      const end = cursor.position + length;
      if (length > limits.packedBytes || length % 4 !== 0) {
        cursor.skip(length);
        return null;
      }
      await cursor.prepare(length);
      while (cursor.position < end) field.take(cursor.float());
      return null;
    }
    case 'integer':
      throw new WireError('malformed', 'a single integer is packed');
    case 'integers': {
      if (length > limits.packedBytes) throw new WireError('excessive', 'a shape in it is too long');
      await cursor.prepare(length);
      const end = cursor.position + length;
      while (cursor.position < end) field.take(cursor.varint(end));
      return null;
    }
  }
}
