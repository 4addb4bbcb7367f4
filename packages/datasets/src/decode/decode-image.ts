import type { Pixels } from '@clusterboard/preprocessing';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import sharp from 'sharp';
import { type ImageHeader, pngIsWhole, readImageHeader } from './image-header.ts';
import { opaqueGif } from './opaque-gif.ts';
import { decodeSmallJpeg, smallJpegPixels } from './small-jpeg.ts';

// a × b / 255, rounded, as Pillow does it (libImaging/ImagingUtils.h).
function scaled(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

/** Cyan, magenta, yellow, black to red, green, blue in Pillow's way (libImaging/Convert.c): no profile. */
function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4, to += 3) {
    const white = 255 - (cmyk[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++)
      rgb[to + ink] = Math.max(0, white - scaled(cmyk[from + ink] ?? 0, white));
  }
  return rgb;
}

export interface DecodingLimits {
  /** Height × width. */
  readonly pixels: number;
  /** Of the file. */
  readonly bytes: number;
}

export const decodingLimits: DecodingLimits = { pixels: 2 ** 26, bytes: 2 ** 26 };

// Images come one after the other by the thousand: threads are for several images, not within one.
sharp.concurrency(1);
sharp.cache(false);

export const unreadable = (file: string, reason: string): Result<never> =>
  failure(problem('IMAGE_UNREADABLE', { file, reason }));

const reasonLost = 'Unknown error';
const attemptsForReason = 5;

/** The first line of what libvips says, without the path through its pipeline and the full stop. */
function vipsReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = text] = text.split('\n').filter((part) => part.trim() !== '');
  return line.trim().replace(/\.$/, '').slice(0, 200);
}

/** The high bytes of 16-bit values, which sharp hands over in the machine's order. */
function highBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  const values = new Uint16Array(buffer, byteOffset, byteLength / 2);
  return Uint8Array.from(values, (value) => value >> 8);
}

async function decodeByVips(
  bytes: Uint8Array,
  { channels, depth }: ImageHeader,
  limits: DecodingLimits,
): Promise<Pixels> {
  const image = sharp(bytes, {
    failOn: 'error',
    limitInputPixels: limits.pixels,
    ignoreIcc: true,
    autoOrient: true,
  });
  // libvips takes 16-bit grey to 'b-w' through sRGB, a quarter of the values off by one; colour just loses low bytes.
  const deepGrey = channels === 1 && depth === 16;
  const grey = deepGrey ? 'grey16' : 'b-w';
  const pipeline =
    channels === 4
      ? image.pipelineColourspace('cmyk').toColourspace('cmyk')
      : image.removeAlpha().toColourspace(channels === 1 ? grey : 'srgb');
  const { data, info } = await pipeline
    .raw({ depth: deepGrey ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`it has ${info.channels} channels, not ${channels}`);
  const { height, width } = info;
  return channels === 4
    ? { height, width, channels: 3, data: cmykToRgb(data) }
    : { height, width, channels, data: deepGrey ? highBytes(data) : data };
}

/**
 * Decodes a JPEG, PNG, WebP or GIF (its first frame) to 8-bit pixels as Pillow's `convert('RGB')` or
 * `convert('L')` gives them: turned upright by EXIF, without colour profile and transparency. Of 16-bit
 * values the high byte counts, as Pillow takes it of colour and of grey with transparency; plain 16-bit
 * grey it clips at 255 (python-pillow/Pillow#3011), which leaves a white image.
 *
 * Fails with IMAGE_UNREADABLE, naming `file`, when it is none of these, broken, cut off or too large.
 */
export async function decodeImage(
  bytes: Uint8Array,
  file: string,
  limits: DecodingLimits = decodingLimits,
): Promise<Result<Pixels>> {
  if (bytes.length === 0) return unreadable(file, 'it is empty');
  if (bytes.length > limits.bytes) {
    return unreadable(file, `it has ${bytes.length} bytes; at most ${limits.bytes} are read`);
  }
  const header = readImageHeader(bytes);
  if (header === null) return unreadable(file, 'it is neither JPEG nor PNG, WebP or GIF');
  if (header.jpeg !== undefined && header.jpeg.pixels > limits.pixels) {
    return unreadable(file, `it has ${header.jpeg.pixels} pixels; at most ${limits.pixels} are read`);
  }
  if (header.format === 'PNG' && !pngIsWhole(bytes)) return unreadable(file, 'it is cut off or damaged');
  const { jpeg } = header;
  if (jpeg !== undefined && header.channels !== 4 && !jpeg.exif && jpeg.pixels <= smallJpegPixels) {
    const pixels = await decodeSmallJpeg(bytes);
    if (pixels !== null) return success(pixels);
  }
  return decodeWithReason(header.format === 'GIF' ? opaqueGif(bytes) : bytes, header, file, limits);
}

/**
 * libvips keeps the errors of all threads in one buffer, and an image that is done empties it, also of what
 * another has just failed with. Such an image is read again for its reason.
 */
async function decodeWithReason(
  bytes: Uint8Array,
  header: ImageHeader,
  file: string,
  limits: DecodingLimits,
): Promise<Result<Pixels>> {
  for (let attempt = 0; attempt < attemptsForReason; attempt++) {
    try {
      return success(await decodeByVips(bytes, header, limits));
    } catch (error) {
      const reason = vipsReason(error);
      if (reason !== reasonLost) return unreadable(file, reason);
    }
  }
  return unreadable(file, 'it is cut off or damaged');
}
