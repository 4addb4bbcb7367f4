import { channelCount } from './colour-order.ts';
import { createCropper, type ImageSize } from './crop.ts';
import { float16Bits } from './float16.ts';
import type { Preprocessing } from './preprocessing.ts';
import { type ElementType, holds, type TensorData, type TensorFormat } from './tensor-format.ts';

/** Turns images of one size into input tensors; holds the weights and buffers that they share. */
export interface Preprocessor {
  /** Of one tensor: [channels, height, width], or [height, width, channels] for `nhwc`. */
  readonly shape: readonly [number, number, number];
  /** Values in one tensor. */
  readonly length: number;
  /**
   * @param image uint8 [height, width, channels] of the size given to {@link createPreprocessor}
   * @param target of the format's element type; one tensor is written from `offset` on
   */
  write(image: Uint8Array, target: TensorData, offset: number): void;
}

// numpy's round() and clip, as for an image that was normalised and then cast.
function toByte(value: number): number {
  const floor = Math.floor(value);
  const even = floor + (value - floor > 0.5 || (value - floor === 0.5 && floor % 2 !== 0) ? 1 : 0);
  return Math.min(255, Math.max(0, even));
}

const encode: Record<ElementType, (value: number) => number> = {
  float32: (value) => value,
  float16: float16Bits,
  uint8: toByte,
};

/** Value of each of the 256 pixel levels in one channel; the bits of a half are whole numbers here. */
function levels({ scale, mean, std }: Preprocessing, channel: number, type: ElementType): Float32Array {
  return Float32Array.from({ length: 256 }, (_, pixel) =>
    encode[type]((pixel * scale - (mean[channel] ?? 0)) / (std[channel] ?? 1)),
  );
}

/** How many of the 256 pixel levels stay apart in the channel that loses most of them. */
export function distinctLevels(spec: Preprocessing, type: ElementType): number {
  const channels = Array.from({ length: channelCount(spec.colour) }, (_, channel) => channel);
  return Math.min(...channels.map((channel) => new Set(levels(spec, channel, type)).size));
}

interface Spread {
  readonly pixels: Uint8Array;
  readonly from: number;
  readonly kept: number;
  readonly table: Float32Array;
  readonly target: TensorData;
  readonly start: number;
  readonly step: number;
  readonly plane: number;
}

/** One channel's pixels through its table into the tensor: the loop that every value goes through. */
function spread({ pixels, from, kept, table, target, start, step, plane }: Spread): void {
  for (let pixel = 0, at = from, to = start; pixel < plane; pixel++, at += kept, to += step) {
    target[to] = table[pixels[at] as number] as number;
  }
}

/**
 * Prepares the way from images of one size to tensors; `spec` must have been parsed by `preprocessing`.
 * Values are computed in float64 and rounded once to the element type (by way of float32 to float16).
 */
export function createPreprocessor(
  spec: Preprocessing,
  image: ImageSize,
  { type, layout }: TensorFormat = { type: 'float32', layout: 'nchw' },
): Preprocessor {
  const { height, width } = spec;
  const channels = channelCount(spec.colour);
  const plane = height * width;
  const length = channels * plane;
  // Grey images stay one channel until the very end, whatever the model takes.
  const kept = image.channels === 1 ? 1 : channels;
  const cropper = createCropper(spec, kept);
  const tables = Array.from({ length: channels }, (_, channel) => levels(spec, channel, type));
  const step = layout === 'nchw' ? 1 : channels;
  return {
    shape: layout === 'nchw' ? [channels, height, width] : [height, width, channels],
    length,
    write(data, target, offset) {
      if (!holds(type, target)) throw new TypeError(`the target does not hold ${type}`);
      if (offset < 0 || offset + length > target.length) {
        throw new RangeError('the tensor does not fit into the target');
      }
      const pixels = cropper.crop({ ...image, data });
      tables.forEach((table, channel) => {
        const from = kept === 1 ? 0 : spec.colour === 'bgr' ? 2 - channel : channel;
        const start = offset + (layout === 'nchw' ? channel * plane : channel);
        spread({ pixels, from, kept, table, target, start, step, plane });
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
