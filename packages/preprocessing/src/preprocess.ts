import { convertColour } from './colour.ts';
import { channelCount } from './colour-order.ts';
import { frame } from './frame.ts';
import type { Preprocessing } from './preprocessing.ts';
import { resampleColumns, resampleRows, type Taps, taps } from './resample.ts';

/** 8-bit images, row-major [height, width, channels]: 1 channel is grey, 3 are red, green, blue. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Turns images of one size into input tensors; holds the weights and buffers that they share. */
export interface Preprocessor {
  /** [channels, height, width] of one tensor. */
  readonly shape: readonly [1 | 3, number, number];
  /** Float32 values in one tensor. */
  readonly length: number;
  /**
   * @param image uint8 [height, width, channels] of the size given to {@link createPreprocessor}
   * @param target float32; [channels, height, width] is written from `offset` on
   */
  write(image: Uint8Array, target: Float32Array, offset: number): void;
}

/** Value of each of the 256 pixel levels, per channel. */
function levels({ scale, mean, std }: Preprocessing, channel: number): Float32Array {
  return Float32Array.from(
    { length: 256 },
    (_, pixel) => (pixel * scale - (mean[channel] ?? 0)) / (std[channel] ?? 1),
  );
}

/** Resizes and crops images of one size; null when they already have the size of the crop. */
function resizer(
  image: ImageSize,
  channels: 1 | 3,
  spec: Preprocessing,
): ((source: Uint8Array) => Uint8Array) | null {
  const { height, width, top, left } = frame(image, spec);
  if (height === image.height && width === image.width && height === spec.height && width === spec.width) {
    return null;
  }
  const across: Taps = taps(image.width, width, left, spec.width, spec.interpolation);
  const down: Taps = taps(image.height, height, top, spec.height, spec.interpolation);
  const firstRow = down.starts[0] ?? 0;
  const last = spec.height - 1;
  const rows = (down.starts[last] ?? 0) + (down.counts[last] ?? 0) - firstRow;
  const between = new Uint8Array(rows * spec.width * channels);
  const resized = new Uint8Array(spec.height * spec.width * channels);
  return (source) => {
    resampleRows(source, { width: image.width, channels, firstRow, rows }, across, between);
    resampleColumns(between, { rowLength: spec.width * channels, firstRow }, down, resized);
    return resized;
  };
}

/** Prepares the way from images of one size to tensors; `spec` must have been parsed by `preprocessing`. */
export function createPreprocessor(spec: Preprocessing, image: ImageSize): Preprocessor {
  const channels = channelCount(spec.colour);
  const plane = spec.height * spec.width;
  // Grey images stay one channel until the very end, whatever the model takes.
  const kept = image.channels === 1 ? 1 : channels;
  const convert = convertColour(image, kept);
  const resize = resizer(image, kept, spec);
  const tables = Array.from({ length: channels }, (_, channel) => levels(spec, channel));
  const expected = image.height * image.width * image.channels;
  return {
    shape: [channels, spec.height, spec.width],
    length: channels * plane,
    write(source, target, offset) {
      if (source.length !== expected) {
        throw new RangeError(`an image has ${source.length} bytes, not ${expected}`);
      }
      if (offset < 0 || offset + channels * plane > target.length) {
        throw new RangeError('the tensor does not fit into the target');
      }
      const converted = convert(source);
      const pixels = resize === null ? converted : resize(converted);
      tables.forEach((table, channel) => {
        const from = kept === 1 ? 0 : spec.colour === 'bgr' ? 2 - channel : channel;
        const start = offset + channel * plane;
        for (let pixel = 0; pixel < plane; pixel++) {
          target[start + pixel] = table[pixels[pixel * kept + from] ?? 0] ?? 0;
        }
      });
    },
  };
}

/**
 * One image as a new float32 tensor [channels, height, width]. For many images of one size, keep a
 * {@link createPreprocessor} instead.
 */
export function preprocess(pixels: Uint8Array, image: ImageSize, spec: Preprocessing): Float32Array {
  const preprocessor = createPreprocessor(spec, image);
  const tensor = new Float32Array(preprocessor.length);
  preprocessor.write(pixels, tensor, 0);
  return tensor;
}
