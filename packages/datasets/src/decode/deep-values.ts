import sharp from 'sharp';
import { decodingLimits } from './decode-image.ts';
import { readImageHeader } from './image-header.ts';

/**
 * The highest value of a 16-bit image, transparency aside; null for other images. Data of 12 bits that were stored
 * as they came end at 4095 and lose nearly all levels when the high bytes are taken.
 */
export async function highestDeepValue(bytes: Uint8Array): Promise<number | null> {
  const header = readImageHeader(bytes);
  if (header?.depth !== 16) return null;
  const space = header.channels === 1 ? 'grey16' : 'rgb16';
  const data = await sharp(bytes, { limitInputPixels: decodingLimits.pixels, ignoreIcc: true })
    .pipelineColourspace(space)
    .removeAlpha()
    .toColourspace(space)
    .raw({ depth: 'ushort' })
    .toBuffer();
  const values = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return values.reduce((highest, value) => Math.max(highest, value), 0);
}
