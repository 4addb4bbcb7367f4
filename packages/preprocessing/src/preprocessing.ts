import { z } from 'zod';
import { channelCount, colours } from './colour-order.ts';
import { interpolations } from './interpolations.ts';

const side = (name: string) =>
  z
    .int(`The ${name} must be a whole number of pixels.`)
    .min(1, `The ${name} must be at least 1 pixel.`)
    .max(1024, `The ${name} must be at most 1024 pixels.`);

const perChannel = (name: string) =>
  z
    .array(z.number(`Every ${name} must be a finite number.`))
    .min(1, `The ${name} needs one value per channel.`);

/**
 * How an image becomes an input tensor: resize so that the shorter side is `shorterSide` (without it:
 * just large enough to cover the input), centre crop to `height` × `width`, then for each channel
 * `value = (pixel × scale − mean) / std`, pixels being 0 … 255. `mean` and `std` are in the order of `colour`.
 */
export const preprocessing = z
  .object({
    height: side('input height'),
    width: side('input width'),
    shorterSide: side('shorter side').optional(),
    interpolation: z.enum(interpolations),
    colour: z.enum(colours),
    scale: z.number('The scale must be a finite number.').refine((scale) => scale !== 0, {
      error: 'The scale must not be 0: every pixel would become the same.',
    }),
    mean: perChannel('mean'),
    std: perChannel('std').refine((std) => std.every((value) => value !== 0), {
      error: 'No value of std may be 0: pixels are divided by it.',
    }),
  })
  .superRefine((spec, context) => {
    const channels = channelCount(spec.colour);
    for (const field of ['mean', 'std'] as const) {
      if (spec[field].length === channels) continue;
      context.addIssue({
        code: 'custom',
        path: [field],
        message: `${spec.colour === 'grey' ? 'Grey' : spec.colour.toUpperCase()} images need ${channels} ${
          channels === 1 ? 'value' : 'values'
        } of ${field}, not ${spec[field].length}.`,
      });
    }
    if (spec.shorterSide !== undefined && spec.shorterSide < Math.max(spec.height, spec.width)) {
      context.addIssue({
        code: 'custom',
        path: ['shorterSide'],
        message: `The shorter side must be at least ${Math.max(spec.height, spec.width)}, the longer side of the crop.`,
      });
    }
  });

export type Preprocessing = z.infer<typeof preprocessing>;
