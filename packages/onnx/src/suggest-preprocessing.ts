import { type Preprocessing, type PresetName, presetNormalisation } from '@clusterboard/preprocessing';
import type { AcceptedModel, EncoderInput } from './acceptance/accept-model.ts';

const clampSide = (side: number): number => Math.min(1024, Math.max(1, side));

/** Pixel values that a file itself speaks for. */
interface ValueEvidence {
  readonly preset: PresetName;
  readonly reason: string;
}

/** Null where the file does not tell which values the encoder was trained with. */
export function valueEvidence({ own, format }: EncoderInput): ValueEvidence | null {
  if (own !== null) {
    const normalises = own.certain ? 'normalises' : 'seems to normalise';
    return {
      preset: own.range === 'byte' ? 'raw' : 'unit',
      reason: `the model ${normalises} its input itself: ${own.nodes}`,
    };
  }
  return format.type === 'uint8' ? { preset: 'raw', reason: 'the model takes integers' } : null;
}

/** What the file speaks for; otherwise 0 to 1, which is only a guess. */
export const suggestPreset = (input: EncoderInput): PresetName => valueEvidence(input)?.preset ?? 'unit';

/**
 * A starting point for the form: the input's size and colour where the file fixes them, else those of
 * the dataset's images; pixel values as `suggestPreset` says.
 */
export function suggestPreprocessing(
  model: AcceptedModel,
  image: { height: number; width: number; channels: 1 | 3 },
): Preprocessing {
  const colour = (model.input.channels ?? image.channels) === 1 ? 'grey' : 'rgb';
  return {
    height: clampSide(model.input.height ?? model.input.width ?? image.height),
    width: clampSide(model.input.width ?? model.input.height ?? image.width),
    interpolation: 'bilinear',
    colour,
    ...presetNormalisation(suggestPreset(model.input), colour),
  };
}
