import { crc32 } from 'node:zlib';

export type ImageFormat = 'JPEG' | 'PNG' | 'WebP' | 'GIF';

/** What the first bytes of an image file tell. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** 1 is grey, 4 cyan, magenta, yellow and black; transparency does not count. */
  readonly channels: 1 | 3 | 4;
  /** Bits of a value: 16 for PNG alone. */
  readonly depth: 8 | 16;
  /** For JPEG, where it is known so early: pixels, and whether there is an EXIF block. */
  readonly jpeg?: { readonly pixels: number; readonly exif: boolean };
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));

// SOF0 to SOF15 without DHT (c4), JPG (c8) and DAC (cc).
const startsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Goes from segment to segment up to the frame header (ITU-T T.81, B.2). */
function readJpeg(bytes: Uint8Array): ImageHeader | null {
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let exif = false;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (startsFrame(marker)) {
      const components = bytes[at + 9];
      const channels = components === 1 || components === 4 ? components : 3;
      return { format: 'JPEG', channels, depth: 8, jpeg: { pixels: word(at + 5) * word(at + 7), exif } };
    }
    exif ||= marker === 0xe1 && startsWith(bytes, at + 4, 'Exif');
    at += 2 + word(at + 2);
  }
  return null;
}

/** The kind of image that a file holds, from its content; null when it is none that is known. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes);
  if (bytes[0] === 0x89 && startsWith(bytes, 1, 'PNG\r\n\x1a\n')) {
    const [depth, colourType] = bytes.subarray(24, 26);
    const channels = colourType === 0 || colourType === 4 ? 1 : 3;
    return { format: 'PNG', channels, depth: depth === 16 ? 16 : 8 };
  }
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) {
    return { format: 'WebP', channels: 3, depth: 8 };
  }
  if (startsWith(bytes, 0, 'GIF8')) return { format: 'GIF', channels: 3, depth: 8 };
  return null;
}

const signatureBytes = 8;

/**
 * Whether every chunk of a PNG is whole and has the checksum it says: the decoder would take wrong bytes
 * for pixels as long as they unpack. What follows the end is of no interest.
 */
export function pngIsWhole(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const data = at + 8;
    const end = data + view.getUint32(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return false;
    if (view.getUint32(at + 4) === 0x49454e44) return true;
    at = end + 4;
  }
  return false;
}
