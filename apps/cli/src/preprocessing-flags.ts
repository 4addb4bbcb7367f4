import {
  type AcceptedModel,
  checkPreprocessing,
  suggestPreprocessing,
  suggestPreset,
} from '@clusterboard/onnx';
import {
  type Colour,
  channelCount,
  type Interpolation,
  type Preprocessing,
  type PresetName,
  preprocessing as preprocessingSchema,
  presetNormalisation,
} from '@clusterboard/preprocessing';
import { failure, problem, type Result, success } from '@clusterboard/problems';

/** What a person says of how images become inputs; the rest is suggested by the model and the data. */
export interface PreprocessingFlags {
  readonly size?: { readonly height: number; readonly width: number };
  readonly shorterSide?: number;
  readonly interpolation?: Interpolation;
  readonly colour?: Colour;
  readonly preset?: PresetName;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
}

const perChannel = (values: readonly number[], colour: Colour): number[] =>
  values.length === 1 ? new Array<number>(channelCount(colour)).fill(values[0] ?? 0) : [...values];

const flagOf: Readonly<Record<string, string>> = {
  height: '--size',
  width: '--size',
  shorterSide: '--shorter-side',
  interpolation: '--interpolation',
  colour: '--colour',
  scale: '--scale',
  mean: '--mean',
  std: '--std',
};

/** Fails with INVALID_FIELD, naming what does not fit together, INPUT_SIZE_MISMATCH or INPUT_RANGE. */
export function choosePreprocessing(
  flags: PreprocessingFlags,
  model: AcceptedModel,
  image: { readonly height: number; readonly width: number; readonly channels: 1 | 3 },
): Result<Preprocessing> {
  const suggested = suggestPreprocessing(model, image);
  const colour = flags.colour ?? suggested.colour;
  const normalisation = presetNormalisation(flags.preset ?? suggestPreset(model.input), colour);
  const parsed = preprocessingSchema.safeParse({
    ...suggested,
    ...flags.size,
    ...(flags.shorterSide === undefined ? {} : { shorterSide: flags.shorterSide }),
    interpolation: flags.interpolation ?? suggested.interpolation,
    colour,
    ...normalisation,
    ...(flags.scale === undefined ? {} : { scale: flags.scale }),
    ...(flags.mean === undefined ? {} : { mean: perChannel(flags.mean, colour) }),
    ...(flags.std === undefined ? {} : { std: perChannel(flags.std, colour) }),
  });
  if (parsed.success) {
    const mismatch = checkPreprocessing(model.input, parsed.data);
    if (mismatch !== null) return failure(mismatch);
    return success(parsed.data);
  }
  const [issue] = parsed.error.issues;
  const field = flagOf[String(issue?.path[0])] ?? 'preprocessing';
  return failure(problem('INVALID_FIELD', { field, reason: issue?.message ?? 'it cannot be used.' }));
}
