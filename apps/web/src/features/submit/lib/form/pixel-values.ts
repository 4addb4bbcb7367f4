import './strict-zod.ts';
import { type EncoderInput, valueEvidence } from '@clusterboard/onnx';
import {
  type Colour,
  channelCount,
  colours,
  type Preprocessing,
  presetNormalisation,
  presetOf,
  presetsFor,
} from '@clusterboard/preprocessing';

type PixelValues = Pick<Preprocessing, 'scale' | 'mean' | 'std'>;

/** What the form holds before pixel values are chosen: no file tells for certain, and a guess gives wrong scores. */
const unchosen = (): PixelValues => ({ scale: Number.NaN, mean: [], std: [] });

export const areChosen = ({ scale, mean, std }: PixelValues): boolean =>
  !Number.isNaN(scale) || mean.length > 0 || std.length > 0;

/** The values that the model's file speaks for; without evidence, none. */
export function suggestedValues(input: EncoderInput, colour: Colour): PixelValues {
  const evidence = valueEvidence(input);
  return evidence === null ? unchosen() : presetNormalisation(evidence.preset, colour);
}

/**
 * What chosen values become when the order of the colours changes: the same preset in that order, or what the
 * file speaks for. Own numbers stay while they have one value for each channel.
 */
export function valuesForColour(values: PixelValues, colour: Colour, input: EncoderInput): PixelValues {
  if (!areChosen(values)) return values;
  const before = colours.filter((each) => channelCount(each) === values.mean.length);
  const [preset] = before.flatMap((each) => presetOf({ ...values, colour: each }) ?? []);
  if (preset !== undefined) {
    return presetsFor(colour).includes(preset)
      ? presetNormalisation(preset, colour)
      : suggestedValues(input, colour);
  }
  const channels = channelCount(colour);
  return values.mean.length === channels && values.std.length === channels
    ? values
    : suggestedValues(input, colour);
}
