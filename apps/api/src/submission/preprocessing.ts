import type { Preprocessing } from '@clusterboard/preprocessing';
import { builder } from '../platform/builder.ts';

const ColourType = builder.enumType('Colour', {
  description: 'Order of the channels that the model takes.',
  values: {
    RGB: { value: 'rgb', description: 'Red, green, blue.' },
    BGR: { value: 'bgr', description: 'Blue, green, red.' },
    GREY: { value: 'grey', description: 'One channel of luma.' },
  } as const,
});

const InterpolationType = builder.enumType('Interpolation', {
  description: 'How pixels are weighed when an image is resized; always with antialias.',
  values: {
    BILINEAR: { value: 'bilinear', description: 'Triangle filter.' },
    BICUBIC: { value: 'bicubic', description: 'Cubic filter with a = −0.5.' },
  } as const,
});

const text = {
  height: 'Height of the input, in pixels.',
  width: 'Width of the input, in pixels.',
  shorterSide:
    'Pixels that the shorter side is resized to before the centre crop; without it, just large enough to cover the input.',
  interpolation: 'How the resize weighs pixels.',
  colour: 'Order of the channels.',
  scale: 'Factor on the pixels 0 … 255 before the mean is subtracted.',
  mean: 'Subtracted from the scaled pixels, one value per channel in the order of `colour`.',
  std: 'Divides what is left, one value per channel in the order of `colour`.',
} as const;

export const PreprocessingType = builder.objectRef<Preprocessing>('Preprocessing').implement({
  description:
    'How an image becomes an input tensor: `(pixel × scale − mean) / std` after resize and centre crop.',
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
    'How an image becomes an input tensor: `(pixel × scale − mean) / std` after resize and centre crop.',
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
