import { type EncoderInput, suggestPreset, valueEvidence } from '@clusterboard/onnx';
import { type Preprocessing, presetNormalisation, presetOf } from '@clusterboard/preprocessing';
import type { Setting } from './output/settings-table.ts';
import { type PreprocessingFlags, valuesGiven } from './preprocessing-flags.ts';

const short = (value: number): string => String(Number(value.toPrecision(4)));
const list = (values: readonly number[]): string => [...new Set(values.map(short))].join(', ');

/** The range that pixels from 0 to 255 are brought to, and the numbers that do it. */
function valuesText(values: Pick<Preprocessing, 'colour' | 'scale' | 'mean' | 'std'>): string {
  const { scale, mean, std } = values;
  const ends = mean.flatMap((each, channel) =>
    [0, 255].map((pixel) => (pixel * scale - each) / (std[channel] ?? 1)),
  );
  const preset = presetOf(values);
  const numbers = `scale ${short(scale)}, mean ${list(mean)}, std ${list(std)}`;
  const range = `${short(Math.min(...ends))} … ${short(Math.max(...ends))}`;
  return `${range} (${preset === null ? numbers : `${preset}: ${numbers}`})`;
}

const sizeText = (height: number | null, width: number | null): string =>
  height === null && width === null ? 'any' : `${height ?? 'any'}×${width ?? 'any'}`;

function valuesSource(flags: PreprocessingFlags, input: EncoderInput): string {
  if (valuesGiven(flags)) return 'given';
  return valueEvidence(input)?.reason ?? 'default; set it with --preset, or --scale, --mean and --std';
}

function colourSource(flags: PreprocessingFlags, input: EncoderInput, colour: string): string {
  if (flags.colour !== undefined) return 'given';
  if (colour === 'bgr') return `for the preset ${flags.preset ?? ''}`;
  if (input.channels === null) return 'from the dataset';
  return `${input.channels} ${input.channels === 1 ? 'channel' : 'channels'} fixed by the model${
    input.channels === 3 ? '; the order is a default, set it with --colour' : ''
  }`;
}

function sizeSource(flags: PreprocessingFlags, { height, width }: EncoderInput): string {
  if (flags.size !== undefined) return 'given';
  return height === null && width === null ? 'from the dataset' : 'fixed by the model';
}

/** How images become the input of an evaluation, and where each choice came from. */
export const inputSettings = (
  flags: PreprocessingFlags,
  input: EncoderInput,
  spec: Preprocessing,
): Setting[] => [
  { name: 'size', value: sizeText(spec.height, spec.width), source: sizeSource(flags, input) },
  { name: 'channels', value: spec.colour, source: colourSource(flags, input, spec.colour) },
  { name: 'values', value: valuesText(spec), source: valuesSource(flags, input) },
];

/** The same as far as the model's file alone decides it. */
export function modelInputSettings(input: EncoderInput): Setting[] {
  const { height, width, channels } = input;
  const colour = channels === 1 ? 'grey' : 'rgb';
  const values = valuesText({ colour, ...presetNormalisation(suggestPreset(input), colour) });
  return [
    { name: 'size', value: sizeText(height, width), source: sizeSource({}, input) },
    {
      name: 'channels',
      value: channels === null ? 'any' : colour,
      source: colourSource({}, input, colour),
    },
    { name: 'values', value: values, source: valuesSource({}, input) },
  ];
}
