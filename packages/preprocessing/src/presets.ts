import { type Colour, channelCount } from './colour-order.ts';
import type { Preprocessing } from './preprocessing.ts';

type Normalisation = Pick<Preprocessing, 'scale' | 'mean' | 'std'>;

interface Preset {
  readonly label: string;
  readonly description: string;
  /** The colour orders that the preset is made for. */
  readonly colours: readonly Colour[];
  /** In the order red, green, blue; one value stands for every channel. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const every: readonly Colour[] = ['rgb', 'bgr', 'grey'];

/** Normalisations that published encoders were trained with. */
export const presets = {
  unit: {
    label: '0 to 1',
    description: 'x / 255',
    colours: every,
    scale: 1 / 255,
    mean: [0],
    std: [1],
  },
  imagenet: {
    label: 'ImageNet mean and deviation',
    description: '(x / 255 − mean) / std, as in torchvision',
    colours: ['rgb', 'bgr'],
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  symmetric: {
    label: '−1 to 1',
    description: 'x / 127.5 − 1',
    colours: every,
    scale: 1 / 127.5,
    mean: [1],
    std: [1],
  },
  raw: {
    label: '0 to 255',
    description: 'x',
    colours: every,
    scale: 1,
    mean: [0],
    std: [1],
  },
  caffe: {
    label: 'Caffe (BGR, mean subtracted)',
    description: 'x − (103.939, 116.779, 123.68) in the order blue, green, red',
    colours: ['bgr'],
    scale: 1,
    mean: [123.68, 116.779, 103.939],
    std: [1],
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

const arrange = (values: readonly number[], colour: Colour): number[] => {
  const channels = channelCount(colour);
  const wide = values.length === channels ? [...values] : new Array<number>(channels).fill(values[0] ?? 0);
  return colour === 'bgr' ? wide.reverse() : wide;
};

/** The presets that make sense for a colour order. */
export const presetsFor = (colour: Colour): PresetName[] =>
  presetNames.filter((name) => (presets[name].colours as readonly Colour[]).includes(colour));

/** Scale, mean and std of a preset, with one mean and one std per channel in the order of `colour`. */
export function presetNormalisation(name: PresetName, colour: Colour): Normalisation {
  const { scale, mean, std } = presets[name];
  return { scale, mean: arrange(mean, colour), std: arrange(std, colour) };
}

/** The preset whose numbers a preprocessing uses, if it uses one. */
export function presetOf({
  colour,
  scale,
  mean,
  std,
}: Normalisation & { colour: Colour }): PresetName | null {
  const same = (left: readonly number[], right: readonly number[]) =>
    left.length === right.length && left.every((value, index) => value === right[index]);
  const found = presetsFor(colour).find((name) => {
    const preset = presetNormalisation(name, colour);
    return preset.scale === scale && same(preset.mean, mean) && same(preset.std, std);
  });
  return found ?? null;
}
