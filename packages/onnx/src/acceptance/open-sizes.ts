import type { ByteSource } from '../byte-source.ts';
import { integer, type Message, message, messages, walk } from '../walk.ts';
import { WireCursor, WireError } from '../wire.ts';

/** A size of 0 as it is written, and a size without a name in as many bytes. */
export const zeroSize = [0x08, 0x00] as const;
export const unnamedSize = [0x12, 0x00] as const;

const maxPlaces = 1000;

/**
 * Where the face of a model says that a size is 0, which some exporters (MXNet) mean as "any" and the runtime
 * takes at its word: offsets of {@link zeroSize}, to be replaced by {@link unnamedSize}.
 */
export async function zeroSizes(source: ByteSource): Promise<readonly number[]> {
  const cursor = new WireCursor(source);
  const places: number[] = [];
  const dimension = (): Message => ({
    fields: {
      1: integer((size) => {
        if (size === 0 && places.length < maxPlaces) places.push(cursor.position - zeroSize.length);
      }),
    },
  });
  const shape = () => ({ fields: { 1: messages(dimension) } });
  const tensorType = () => ({ fields: { 2: message(shape) } });
  const valueInfo = () => ({ fields: { 2: message(() => ({ fields: { 1: message(tensorType) } })) } });
  const graph = () => ({
    fields: { 11: messages(valueInfo), 12: messages(valueInfo), 13: messages(valueInfo) },
  });
  try {
    await walk(cursor, { fields: { 7: message(graph) } });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return [];
  }
  return places;
}
