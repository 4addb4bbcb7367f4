import { type Preprocessing, type PresetName, presetNormalisation } from '@clusterboard/preprocessing';
import type { AcceptedModel, EncoderInput, OutputChoice } from './acceptance/accept-model.ts';
import type { EncoderOutput } from './submission-fields.ts';

export interface Suggestion {
  readonly preprocessing: Preprocessing;
  readonly output: EncoderOutput;
}

const clampSide = (side: number): number => Math.min(1024, Math.max(1, side));

/** The pooling that usually goes with an output: transformers give a class token first. */
export const suggestPooling = ({ layout }: OutputChoice): EncoderOutput['pooling'] =>
  layout === 'tokens' ? 'first' : 'mean';

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
): Suggestion {
  const colour = (model.input.channels ?? image.channels) === 1 ? 'grey' : 'rgb';
  return {
    preprocessing: {
      height: clampSide(model.input.height ?? model.input.width ?? image.height),
      width: clampSide(model.input.width ?? model.input.height ?? image.width),
      interpolation: 'bilinear',
      colour,
      ...presetNormalisation(suggestPreset(model.input), colour),
    },
    output: { name: model.output.name, pooling: suggestPooling(model.output) },
  };
}
