import type { OwnNormalisation } from '@clusterboard/preprocessing';
import { type Affine, arithmetic, lookUp, statistics } from './affine-steps.ts';
import type { GraphOutline } from './outline.ts';

/** Nodes that move values without changing them. */
const moves = new Set(['Identity', 'Cast', 'Transpose', 'Resize']);
const maxNodes = 16;

const at = (values: readonly number[], channel: number): number =>
  (values.length === 1 ? values[0] : values[channel]) ?? 0;

function compose(before: Affine, { factor, shift }: Affine): Affine {
  const channels = Math.max(before.factor.length, factor.length);
  const each = Array.from({ length: channels }, (_, channel) => channel);
  return {
    factor: each.map((channel) => at(before.factor, channel) * at(factor, channel)),
    shift: each.map((channel) => at(before.shift, channel) * at(factor, channel) + at(shift, channel)),
  };
}

const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** The range of pixels for which the chain gives what networks are trained with. */
function rangeFor({ factor, shift }: Affine): Omit<OwnNormalisation, 'nodes'> | null {
  const channels = factor.map((each, channel) => ({ gain: each, zero: -(shift[channel] ?? 0) / each }));
  const every = (fits: (channel: { gain: number; zero: number }) => boolean) => channels.every(fits);
  // 1/255, 1/127.5 − 1, (x − 123.7) / 58.4, and the mean subtracted alone.
  if (
    every(({ gain, zero }) =>
      zero === 0 ? within(gain * 255, 0.9, 2.2) : within(gain * 255, 0.9, 12) && within(zero, -1, 204),
    )
  ) {
    return { range: 'byte', certain: true };
  }
  if (every(({ gain, zero }) => within(gain, 0.9, 1.1) && within(zero, 51, 204))) {
    return { range: 'byte', certain: true };
  }
  // (x − 0.485) / 0.229 and its like; a gain of a learned layer is nearer to 1.
  if (every(({ gain, zero }) => within(gain, 1.8, 12) && within(zero, 0.05, 0.75))) {
    return { range: 'unit', certain: true };
  }
  return every(({ gain, zero }) => within(gain, 0.9, 12) && within(zero, 0.05, 0.95))
    ? { range: 'unit', certain: false }
    : null;
}

/**
 * Follows the image input through the first nodes that subtract, divide, multiply or normalise by constants, and
 * tells which pixel values they are made for. Null where the network begins at once, or with something else.
 */
export function ownNormalisation(outline: GraphOutline, input: string): OwnNormalisation | null {
  const lookup = lookUp(outline);
  let from = input;
  let total: Affine = { factor: [1], shift: [0] };
  let found: OwnNormalisation | null = null;
  let learned = false;
  const texts: string[] = [];
  for (let count = 0; count < maxNodes; count++) {
    const [node, other] = lookup.consumers.get(from) ?? [];
    const [next] = node?.outputs ?? [];
    if (node === undefined || other !== undefined || next === undefined || node.domain !== '') break;
    if (!moves.has(node.operator) || node.inputs[0] !== from) {
      const step =
        node.operator === 'BatchNormalization' ? statistics(lookup, node) : arithmetic(lookup, node, from);
      if (step === null) break;
      texts.push(step.text);
      learned ||= step.learned;
      total = compose(total, step);
      const range = rangeFor(total);
      if (range !== null) {
        found = { ...range, certain: range.certain && !learned, nodes: texts.join(' · ') };
      }
    }
    from = next;
  }
  return found;
}
