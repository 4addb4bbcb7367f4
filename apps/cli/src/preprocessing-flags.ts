import {
  type AcceptedModel,
  checkPreprocessing,
  findingProblem,
  suggestPreprocessing,
  suggestPreset,
  valueEvidence,
} from '@clusterboard/onnx';
import {
  type Colour,
  channelCount,
  checkPreset,
  type Interpolation,
  type Preprocessing,
  type PresetName,
  preprocessing as preprocessingSchema,
  presetNormalisation,
  presets,
} from '@clusterboard/preprocessing';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';

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

interface ChosenPreprocessing {
  readonly preprocessing: Preprocessing;
  /** PREPROCESSING_ASSUMED where nobody and nothing said which values pixels have, PREPROCESSING_UNUSUAL. */
  readonly warnings: readonly Problem[];
}

/** The order that a preset is made for, where the model takes it and nobody said another. */
function colourFor(flags: PreprocessingFlags, suggested: Colour): Colour {
  if (flags.colour !== undefined || flags.preset === undefined) return flags.colour ?? suggested;
  const made: readonly Colour[] = presets[flags.preset].colours;
  const sameWidth = (colour: Colour) => channelCount(colour) === channelCount(suggested);
  return made.includes(suggested) ? suggested : (made.find(sameWidth) ?? suggested);
}

export const valuesGiven = ({ preset, scale, mean, std }: PreprocessingFlags): boolean =>
  [preset, scale, mean, std].some((flag) => flag !== undefined);

/**
 * Fails with INVALID_FIELD, naming what does not fit together, INPUT_SIZE_MISMATCH, INPUT_RANGE,
 * PREPROCESSING_CONTRADICTION or PREPROCESSING_TWICE.
 */
export function choosePreprocessing(
  flags: PreprocessingFlags,
  model: AcceptedModel,
  image: { readonly height: number; readonly width: number; readonly channels: 1 | 3 },
): Result<ChosenPreprocessing> {
  const suggested = suggestPreprocessing(model, image);
  const colour = colourFor(flags, suggested.colour);
  const misfit = flags.preset === undefined ? null : checkPreset(flags.preset, colour);
  if (misfit !== null) return failure(findingProblem(misfit));
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
    const { refused, warnings } = checkPreprocessing(model.input, parsed.data);
    if (refused !== null) return failure(refused);
    const assumed = !valuesGiven(flags) && valueEvidence(model.input) === null;
    return success({
      preprocessing: parsed.data,
      warnings: assumed ? [problem('PREPROCESSING_ASSUMED', {}), ...warnings] : warnings,
    });
  }
  const [issue] = parsed.error.issues;
  const field = flagOf[String(issue?.path[0])] ?? 'preprocessing';
  return failure(problem('INVALID_FIELD', { field, reason: issue?.message ?? 'it cannot be used.' }));
}
