import { type Preprocessing, presetNormalisation } from '@clusterboard/preprocessing';
import type { AcceptedModel, OutputChoice } from './accept-model.ts';
import type { EncoderOutput } from './encoder-output.ts';

export interface Suggestion {
  readonly preprocessing: Preprocessing;
  readonly output: EncoderOutput;
}

const clampSide = (side: number): number => Math.min(1024, Math.max(1, side));

/** The pooling that usually goes with an output: transformers give a class token first. */
export const suggestPooling = ({ layout }: OutputChoice): EncoderOutput['pooling'] =>
  layout === 'tokens' ? 'first' : 'mean';

/**
 * A starting point for the form: the input's size and colour where the file fixes them, else those of
 * the dataset's images; pixels scaled to 0–1, which no file tells.
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
      ...presetNormalisation('unit', colour),
    },
    output: { name: model.output.name, pooling: suggestPooling(model.output) },
  };
}
