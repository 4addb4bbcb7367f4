import type { Preprocessing } from '@clusterboard/preprocessing';
import { builder } from '../platform/builder.ts';

const ColourType = builder.enumType('Colour', {
  description: 'Channel order of the model input.',
  values: {
    RGB: { value: 'rgb', description: 'Red, green, blue.' },
    BGR: { value: 'bgr', description: 'Blue, green, red.' },
    GREY: { value: 'grey', description: 'Greyscale: one channel of luma.' },
  } as const,
});

const InterpolationType = builder.enumType('Interpolation', {
  description: 'Interpolation for resizing, always with antialiasing.',
  values: {
    BILINEAR: { value: 'bilinear', description: 'Triangle filter.' },
    BICUBIC: { value: 'bicubic', description: 'Cubic filter with a = −0.5.' },
  } as const,
});

const text = {
  height: 'Height of the input, in pixels.',
  width: 'Width of the input, in pixels.',
  shorterSide:
    'Length of the shorter side after resizing, in pixels, before the centre crop. By default, images are resized to just cover the input.',
  interpolation: 'Interpolation.',
  colour: 'Channel order.',
  scale: 'Factor applied to pixel values 0–255 before the mean is subtracted.',
  mean: 'Subtracted from the scaled pixels, one value per channel in the order of `colour`.',
  std: 'Divisor after the mean is subtracted, one value per channel in the order of `colour`.',
} as const;

export const PreprocessingType = builder.objectRef<Preprocessing>('Preprocessing').implement({
  description:
    'How an image is turned into an input tensor: resize, centre crop, then `(pixel × scale − mean) / std`.',
  fields: (t) => ({
    height: t.exposeInt('height', { description: text.height }),
    width: t.exposeInt('width', { description: text.width }),
    shorterSide: t.int({
      nullable: true,
      description: text.shorterSide,
      resolve: ({ shorterSide }) => shorterSide ?? null,
    }),
    interpolation: t.expose('interpolation', { type: InterpolationType, description: text.interpolation }),
    colour: t.expose('colour', { type: ColourType, description: text.colour }),
    scale: t.exposeFloat('scale', { description: text.scale }),
    mean: t.exposeFloatList('mean', { description: text.mean }),
    std: t.exposeFloatList('std', { description: text.std }),
  }),
});

export const PreprocessingInput = builder.inputType('PreprocessingInput', {
  description:
    'How an image is turned into an input tensor: resize, centre crop, then `(pixel × scale − mean) / std`.',
  fields: (t) => ({
    height: t.int({ required: true, description: text.height }),
    width: t.int({ required: true, description: text.width }),
    shorterSide: t.int({ description: text.shorterSide }),
    interpolation: t.field({
      type: InterpolationType,
      required: true,
      defaultValue: 'bilinear',
      description: text.interpolation,
    }),
    colour: t.field({ type: ColourType, required: true, description: text.colour }),
    scale: t.float({ required: true, description: text.scale }),
    mean: t.floatList({ required: true, description: text.mean }),
    std: t.floatList({ required: true, description: text.std }),
  }),
});
