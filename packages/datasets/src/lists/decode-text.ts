/** A sentence part on why a file cannot be read as a list. */
export class ListRefusal extends Error {
  override readonly name = 'ListRefusal';
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How many bytes are looked at where no byte order mark tells the encoding. */
const sampled = 4096;

/** ASCII in UTF-16 has a zero in every other byte, and text in UTF-8 has none. */
function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  let [even, odd] = [0, 0];
  for (const [at, byte] of bytes.subarray(0, sampled).entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const { even, odd } = zeroBytes(bytes);
  const half = Math.min(bytes.length, sampled) / 4;
  if (odd > half && even === 0) return 'utf-16le';
  return even > half && odd === 0 ? 'utf-16be' : 'utf-8';
}

/**
 * Text in UTF-8 or UTF-16, with or without a byte order mark, which is dropped.
 *
 * @throws ListRefusal
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new ListRefusal('it is not UTF-8 text, nor UTF-16; save it as UTF-8');
  }
}
