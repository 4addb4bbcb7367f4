import { type Preprocessing, type PresetName, presetNormalisation } from '@clusterboard/preprocessing';
import type { AcceptedModel, EncoderInput } from './acceptance/accept-model.ts';

const clampSide = (side: number): number => Math.min(1024, Math.max(1, side));

/** What no file tells: bytes are most likely taken as they are, numbers with a point from 0 to 1. */
export const suggestPreset = ({ format }: EncoderInput): PresetName =>
  format.type === 'uint8' ? 'raw' : 'unit';

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
