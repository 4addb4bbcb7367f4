import type { AcceptedModel } from '../acceptance/accept-model.ts';
import type { GraphOutline } from '../graph/outline.ts';
import { trace } from '../graph/trace.ts';
import type { Dimension, ModelInspection } from '../inspection.ts';
import { chooseOutput } from './choose-output.ts';
import type { Layout } from './layouts.ts';
import { type Finding, type OutputReading, readOutput } from './read-output.ts';

/** What a model's outputs hold, and which one is to be taken. */
export interface OutputReadings {
  /** Where the channels of the image are, and how that is known. */
  readonly input: { readonly layout: 'nchw' | 'nhwc'; readonly reason: string };
  readonly outputs: readonly OutputReading[];
  /** null where more than one may be meant. */
  readonly chosen: Finding<string> | null;
}

// Beyond them an output must be chosen.
const maxCompared = 64;

interface ModelReadings {
  /** Where the channels of the image stand, by the convolution that takes them; null where none does. */
  readonly imageLayout: 'nchw' | 'nhwc' | null;
  /** Of an accepted model. */
  outputs(model: AcceptedModel): OutputReadings;
}

const isChannels = (size: Dimension | undefined): boolean => size === 1 || size === 3;

function inputReason(
  shape: readonly Dimension[] | null | undefined,
  layout: 'nchw' | 'nhwc',
  imageLayout: ModelReadings['imageLayout'],
  given: Layout | null,
): string {
  const axis = layout === 'nchw' ? 1 : 3;
  if (isChannels(shape?.[axis])) return `read from the shape: axis ${axis} has the size ${shape?.[axis]}`;
  if (imageLayout === layout) return `read from the graph: a convolution takes axis ${axis} for the channels`;
  return given === layout ? 'given' : 'default: channels before height and width';
}

/**
 * @param outline null where the graph could not be read: then shapes alone tell
 * @param given the layout of the image, should nothing tell
 */
export function readModel(
  inspection: ModelInspection,
  outline: GraphOutline | null,
  given: Layout | null,
): ModelReadings {
  const [input] = inspection.inputs;
  const names = inspection.outputs.map(({ name }) => name);
  const traced = outline && input ? trace(outline, input, names.slice(0, maxCompared)) : null;
  const channels = traced?.imageChannels ?? null;
  const imageLayout = channels === null ? null : channels === 1 ? 'nchw' : 'nhwc';
  const bitOf = (name: string) => 1n << BigInt(names.indexOf(name));
  return {
    imageLayout,
    outputs(model) {
      const { height, width, format } = model.input;
      const square = height !== null && height === width;
      const accepted = new Set(model.outputs.map(({ name }) => name));
      const outputs = inspection.outputs
        .filter(({ name }) => accepted.has(name))
        .map((output) => readOutput(output, traced?.outputs.get(output.name), square));
      const reason = inputReason(input?.shape, format.layout, imageLayout, given);
      return {
        input: { layout: format.layout, reason },
        outputs,
        chosen: chooseOutput(outputs, traced?.outputs ?? new Map(), bitOf),
      };
    },
  };
}
