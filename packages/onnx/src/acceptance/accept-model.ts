import {
  isElementType,
  layoutOf,
  type OwnNormalisation,
  type TensorFormat,
} from '@clusterboard/preprocessing';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { Dimension, ModelInspection, TensorDescription } from '../inspection.ts';
import { latestIrVersion, latestOpsets } from '../runtime-versions.ts';
import { formatShape, type OutputLayout, outputLayout } from '../shape.ts';

/** The image input of an encoder; null where the model leaves a size open. */
export interface EncoderInput {
  readonly name: string;
  readonly format: TensorFormat;
  readonly batch: number | null;
  readonly channels: 1 | 3 | null;
  readonly height: number | null;
  readonly width: number | null;
  /** What the model does to pixel values itself, as far as its first nodes tell. */
  readonly own: OwnNormalisation | null;
}

export interface OutputChoice {
  readonly name: string;
  readonly layout: OutputLayout;
  /** Values per image after pooling; null where the file does not tell. */
  readonly dim: number | null;
}

export interface AcceptedModel {
  readonly input: EncoderInput;
  /** Every output that can serve as features, the best guess first. */
  readonly outputs: readonly OutputChoice[];
  /** The one that was requested, or the best guess. */
  readonly output: OutputChoice;
}

const fixed = (size: Dimension | undefined): number | null => (typeof size === 'number' ? size : null);

function versionProblem({ irVersion, opsets }: ModelInspection): Problem | null {
  if (irVersion > latestIrVersion)
    return problem('MODEL_IR_TOO_NEW', { version: irVersion, latest: latestIrVersion });
  for (const { domain, version } of opsets) {
    const latest = latestOpsets.get(domain);
    if (latest !== undefined && version > latest)
      return problem('MODEL_OPSET_TOO_NEW', { domain: domain || 'ai.onnx', version, latest });
  }
  return null;
}

function fileProblem(inspection: ModelInspection): Problem | null {
  const { externalTensors, operators } = inspection;
  const [tensor] = externalTensors;
  if (tensor !== undefined) return problem('MODEL_EXTERNAL_DATA', { tensor: shorten(tensor) });
  const tooNew = versionProblem(inspection);
  if (tooNew !== null) return tooNew;
  const foreign = operators.find(({ domain }) => !latestOpsets.has(domain));
  if (foreign === undefined) return null;
  return problem('MODEL_UNSUPPORTED_OPERATOR', { operator: shorten(`${foreign.domain}.${foreign.name}`) });
}

/** A model with a fixed batch is run on that many images at once, whatever memory it takes. */
const maxFixedBatch = 4096;

/** The shape decides where it has a number of channels, then what takes the image, then what is usual. */
function imageLayout(shape: readonly Dimension[], taken: TensorFormat['layout'] | null) {
  const told = shape[1] === 1 || shape[1] === 3 || shape[3] === 1 || shape[3] === 3;
  return told ? layoutOf(shape) : (taken ?? layoutOf(shape));
}

function acceptInput(
  { inputs }: ModelInspection,
  taken: TensorFormat['layout'] | null,
): Result<EncoderInput> {
  const [input, ...others] = inputs;
  if (input === undefined) return failure(problem('MODEL_NO_INPUT', {}));
  if (others.length > 0) {
    const names = inputs.slice(0, 5).map(({ name }) => shorten(name));
    const more = inputs.length > names.length ? ', …' : '';
    return failure(
      problem('MODEL_SEVERAL_INPUTS', { count: inputs.length, names: `${names.join(', ')}${more}` }),
    );
  }
  const name = shorten(input.name);
  const { elementType } = input;
  if (!isElementType(elementType)) {
    return failure(problem('INPUT_TYPE', { input: name, type: typeName(input) }));
  }
  // A graph without a shape is rare, and what it takes shows when it is run.
  const shape = input.shape ?? ['?', '?', '?', '?'];
  if (shape.length !== 4) return failure(problem('INPUT_RANK', { input: name, rank: shape.length }));
  const layout = imageLayout(shape, taken);
  if (layout === null) {
    return failure(problem('INPUT_CHANNELS', { input: name, shape: shorten(formatShape(shape)) }));
  }
  const [batch, ...sizes] = shape;
  if (typeof batch === 'number' && batch > maxFixedBatch) {
    return failure(problem('INPUT_BATCH', { input: name, batch, limit: maxFixedBatch }));
  }
  const [channels, height, width] = layout === 'nchw' ? sizes : [sizes[2], sizes[0], sizes[1]];
  return success({
    name: input.name,
    format: { type: elementType, layout },
    batch: fixed(batch),
    channels: channels === 1 || channels === 3 ? channels : null,
    height: fixed(height),
    width: fixed(width),
    own: null,
  });
}

function acceptOutput({ name, elementType, shape }: TensorDescription): Result<OutputChoice> {
  if (elementType !== 'float32' && elementType !== 'float16') {
    const type = elementType === 'other' ? 'not a tensor of a known type' : elementType;
    return failure(problem('OUTPUT_TYPE', { output: shorten(name), type }));
  }
  const layout = outputLayout(shape?.length ?? null);
  if (layout === 'other') {
    return failure(problem('OUTPUT_SHAPE', { output: shorten(name), shape: formatShape(shape) }));
  }
  return success({ name, layout, dim: fixed(layout === 'tokens' ? shape?.[2] : shape?.[1]) });
}

/** Names that exporters give to features, and those they give to what comes after them. */
const likely = /feature|embed|pool|repr|latent|encod/i;
const unlikely = /logit|prob|softmax|score|class|loss|label|hidden/i;

function plausibility({ name, layout }: OutputChoice): number {
  const named = likely.test(name) ? 4 : unlikely.test(name) ? -4 : 0;
  return named + (layout === 'vector' ? 2 : layout === 'unknown' ? -1 : 0);
}

function acceptOutputs(
  inspection: ModelInspection,
  wanted: string | undefined,
): Result<readonly OutputChoice[]> {
  const { outputs } = inspection;
  if (wanted !== undefined) {
    const found = outputs.find(({ name }) => name === wanted);
    if (found === undefined) return failure(outputMissing(inspection, wanted));
    const accepted = acceptOutput(found);
    if (!accepted.ok) return accepted;
  }
  const accepted = outputs.map(acceptOutput);
  const choices = accepted.flatMap((choice) => (choice.ok ? [choice.value] : []));
  const [first] = accepted;
  if (first === undefined) return failure(outputMissing(inspection, wanted ?? 'features'));
  if (choices.length === 0 && !first.ok) return first;
  return success(choices.toSorted((left, right) => plausibility(right) - plausibility(left)));
}

const outputMissing = ({ outputs }: ModelInspection, output: string): Problem =>
  problem('OUTPUT_MISSING', {
    output: shorten(output),
    names:
      outputs.length === 0
        ? 'it has none'
        : outputs
            .slice(0, 10)
            .map(({ name }) => shorten(name))
            .join(', '),
  });

/**
 * Holds an inspected model against the rules for encoders: weights inside, known versions and operators, one input
 * [N, 1 or 3, H, W] or [N, H, W, 1 or 3] of float32, float16 or uint8, and an output [N, D], [N, C, H, W] or
 * [N, T, D] of float32 or float16.
 *
 * `output` names the one to use; without it the most plausible one is taken. `imageLayout` is where the channels of
 * the image are, if the shape leaves that open.
 */
export function acceptModel(
  inspection: ModelInspection,
  { output, imageLayout = null }: { output?: string; imageLayout?: TensorFormat['layout'] | null } = {},
): Result<AcceptedModel> {
  const broken = fileProblem(inspection);
  if (broken !== null) return failure(broken);
  const input = acceptInput(inspection, imageLayout);
  if (!input.ok) return input;
  const outputs = acceptOutputs(inspection, output);
  if (!outputs.ok) return outputs;
  const chosen = outputs.value.find(({ name }) => output === undefined || name === output);
  if (chosen === undefined) return failure(outputMissing(inspection, output ?? 'features'));
  return success({ input: input.value, outputs: outputs.value, output: chosen });
}

const typeName = ({ elementType }: TensorDescription): string =>
  elementType === 'other' ? 'something that is not a plain tensor' : elementType;

// Names come from a stranger's file, and end up in a sentence.
const shorten = (name: string): string => (name.length > 80 ? `${name.slice(0, 79)}…` : name);
