import { channelCount, distinctLevels, type Preprocessing } from '@clusterboard/preprocessing';
import { type Problem, problem } from '@clusterboard/problems';
import type { EncoderInput } from './accept-model.ts';

/** Fewer and the pixels are most likely scaled to 0 … 1 for a model that takes bytes. */
const minLevels = 16;

const sizes = (values: readonly (number | null)[]): string => values.map((size) => size ?? 'any').join('×');

/**
 * What a preprocessing would make that a model does not take, as far as its file tells: INPUT_SIZE_MISMATCH
 * or INPUT_RANGE; null when it fits.
 */
export function checkPreprocessing(input: EncoderInput, spec: Preprocessing): Problem | null {
  const expected = [input.channels, input.height, input.width];
  const actual = [channelCount(spec.colour), spec.height, spec.width];
  if (expected.some((size, axis) => size !== null && size !== actual[axis])) {
    return problem('INPUT_SIZE_MISMATCH', { expected: sizes(expected), actual: sizes(actual) });
  }
  if (input.format.type !== 'uint8') return null;
  const levels = distinctLevels(spec, 'uint8');
  return levels < minLevels ? problem('INPUT_RANGE', { levels }) : null;
}
