import { createCropper, type Pixels, type Preprocessing, preprocess } from '@clusterboard/preprocessing';

export interface ChannelValues {
  readonly name: string;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface TensorPreview {
  /** What is left of the image: uint8, red, green and blue or grey. */
  readonly crop: Pixels;
  /** The values that the model is given, channel by channel in its order. */
  readonly channels: readonly ChannelValues[];
}

const channelNames = {
  grey: ['grey'],
  rgb: ['red', 'green', 'blue'],
  bgr: ['blue', 'green', 'red'],
} as const;

/** A sample image on its way into a model; `spec` must have been parsed by `preprocessing`. */
export function previewTensor(image: Pixels, spec: Preprocessing): TensorPreview {
  const cropper = createCropper(spec);
  const tensor = preprocess(image.data, image, spec);
  const plane = spec.width * spec.height;
  const channels = channelNames[spec.colour].map((name, channel) => {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (const value of tensor.subarray(channel * plane, (channel + 1) * plane)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return { name, min, mean: sum / plane, max };
  });
  return { crop: { ...cropper.size, data: cropper.crop(image) }, channels };
}
