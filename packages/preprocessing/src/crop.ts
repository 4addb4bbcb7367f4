import { channelCount } from './colour-order.ts';
import { frame } from './frame.ts';
import type { Preprocessing } from './preprocessing.ts';
import { type Resample, resample, type Taps, taps } from './resample/resample.ts';
import { createSimdResample } from './resample/resample-simd.ts';

/**
 * Red, green, blue to grey by ITU-R 601-2 luma, in Pillow's fixed point (libImaging/Convert.c); images
 * that already have `channels` are passed on as they are.
 */
function convertColour(
  image: { height: number; width: number; channels: 1 | 3 },
  channels: 1 | 3,
): (source: Uint8Array) => Uint8Array {
  if (image.channels === channels) return (source) => source;
  const grey = new Uint8Array(image.height * image.width);
  return (source) => {
    for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
      const red = source[at] ?? 0;
      const green = source[at + 1] ?? 0;
      const blue = source[at + 2] ?? 0;
      grey[pixel] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
    return grey;
  };
}

/** 8-bit images, row-major [height, width, channels]: 1 channel is grey, 3 are red, green, blue. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** An image in memory: uint8 [height, width, channels]. */
export interface Pixels extends ImageSize {
  readonly data: Uint8Array;
}

/** What of a preprocessing decides on the bytes of a crop; the rest turns bytes into numbers. */
export type CropSpec = Pick<Preprocessing, 'height' | 'width' | 'shorterSide' | 'interpolation' | 'colour'>;

/** Turns images of any size into crops of one size. */
export interface Cropper {
  readonly size: ImageSize;
  /** uint8 [height, width, channels] of {@link Cropper.size}; may be the image's own bytes. */
  crop(image: Pixels): Uint8Array;
}

let fastest: Resample | undefined;

function fastestResample(): Resample {
  try {
    fastest ??= createSimdResample();
  } catch {
    // A page's content policy may forbid WebAssembly.
    fastest = resample;
  }
  return fastest;
}

type Resize = ((source: Uint8Array) => Uint8Array) | null;

/** The way from one size to the crop, with the weights that images of this size share. */
function planResize(image: ImageSize, spec: CropSpec): Resize {
  const { height, width, top, left } = frame(image, spec);
  if (height === image.height && width === image.width && height === spec.height && width === spec.width) {
    return null;
  }
  const across: Taps = taps(image.width, width, left, spec.width, spec.interpolation);
  const down: Taps = taps(image.height, height, top, spec.height, spec.interpolation);
  const run = fastestResample();
  return (source) => run(source, image, across, down);
}

const repeat = (grey: Uint8Array): Uint8Array => {
  const colour = new Uint8Array(grey.length * 3);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    const level = grey[pixel] ?? 0;
    colour[at] = level;
    colour[at + 1] = level;
    colour[at + 2] = level;
  }
  return colour;
};

/** Sizes whose weights are kept: data sets of one size need one, photographs a few. */
const plansKept = 16;

/**
 * Resize, centre crop and colour of `spec`, for images of any size.
 *
 * @param channels of the crops: by default as many as `spec.colour` has. Grey images can stay one channel
 *   where the model takes three, since all three would be the same.
 */
export function createCropper(spec: CropSpec, channels: 1 | 3 = channelCount(spec.colour)): Cropper {
  const plans = new Map<string, Resize>();
  const planFor = (image: ImageSize): Resize => {
    const key = `${image.height}×${image.width}×${image.channels}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = planResize(image, spec);
    const [oldest] = plans.keys();
    if (plans.size >= plansKept && oldest !== undefined) plans.delete(oldest);
    plans.set(key, plan);
    return plan;
  };
  return {
    size: { height: spec.height, width: spec.width, channels },
    crop(image) {
      const expected = image.height * image.width * image.channels;
      if (image.data.length !== expected) {
        throw new RangeError(`an image has ${image.data.length} bytes, not ${expected}`);
      }
      const kept = image.channels === 1 ? 1 : channels;
      const converted = convertColour(image, kept)(image.data);
      const resized =
        planFor({ height: image.height, width: image.width, channels: kept })?.(converted) ?? converted;
      return kept === channels ? resized : repeat(resized);
    },
  };
}
