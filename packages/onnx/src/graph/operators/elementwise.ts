import { type Axis, isOne, type Value } from '../axes.ts';
import type { Operands } from '../operands.ts';

function joined(candidates: readonly Axis[]): Axis {
  const large = candidates.filter((axis) => !isOne(axis));
  const considered = large.length > 0 ? large : candidates;
  const known = considered.filter(({ role }) => role !== 'unknown');
  const [first] = known;
  const size = considered.find((axis) => typeof axis.size === 'number')?.size ?? considered[0]?.size ?? 1;
  if (first === undefined) return { ...considered[0], role: 'unknown', size };
  // Two that name different things: nothing is known.
  if (known.some(({ role }) => role !== first.role)) return { role: 'unknown', size };
  return { ...first, size };
}

/** Axes of a result that its operands are stretched to; one whose axes are not known follows the others. */
export function broadcast(operands: readonly (readonly Axis[] | null)[]): Axis[] | null {
  const known = operands.filter((axes): axes is readonly Axis[] => axes !== null);
  const rank = Math.max(-1, ...known.map((axes) => axes.length));
  if (rank < 0) return null;
  return Array.from({ length: rank }, (_, index) =>
    joined(known.flatMap((axes) => axes[index - rank + axes.length] ?? [])),
  );
}

const strongest = (values: readonly Value[]): Value['classToken'] => {
  const states = new Set(values.map(({ classToken }) => classToken));
  return states.has('first') ? 'first' : states.has('none') ? 'none' : 'unclear';
};

/** What follows from several operands, whatever is done with their values. */
export function combine(values: readonly Value[]): Value {
  const images = values.filter(({ image }) => image);
  const known = images.filter(({ axes }) => axes !== null);
  // A constant alone does not tell the axes of what it is added to.
  const axes = known.length > 0 || images.length === 0 ? broadcast(values.map((value) => value.axes)) : null;
  return {
    axes,
    contents: null,
    image: images.length > 0,
    classToken: strongest(known.length > 0 ? known : values),
    reduced: known.find(({ reduced }) => reduced !== null)?.reduced ?? null,
    linear: null,
    head: Math.max(0, ...values.map(({ head }) => head)),
    depth: Math.max(0, ...values.map(({ depth }) => depth)),
    upstream: values.reduce((bits, { upstream }) => bits | upstream, 0n),
  };
}

/** Add and its like: a bias does not end a linear layer. */
export function elementwise(operands: Operands): Value {
  const values = operands.inputs;
  const result = combine(values);
  const images = values.filter(({ image }) => image);
  const [only] = images;
  if (operands.node.operator === 'Add' && images.length === 1 && only?.linear) {
    return { ...result, linear: { ...only.linear, biased: true } };
  }
  return result;
}
