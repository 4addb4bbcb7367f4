import { crc32 } from 'node:zlib';

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
