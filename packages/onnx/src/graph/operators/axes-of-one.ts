import {
  type Axis,
  axisAt,
  combined,
  isOne,
  openSize,
  type Size,
  unknownValue,
  type Value,
} from '../axes.ts';
import { type Operands, sizesValue } from '../operands.ts';
import { reshaped } from '../reshape.ts';
import { broadcast } from './elementwise.ts';

// Operators that change or select the axes of one tensor.

const changed = (value: Value, axes: readonly Axis[] | null): Value => ({
  ...value,
  axes,
  contents: null,
  linear: null,
});

const isPlace = ({ role }: Axis): boolean => role === 'space' || role === 'tokens';

export function transpose(operands: Operands): Value {
  const input = operands.input(0);
  const permutation = operands.integers('perm');
  const axes = input.axes ?? permutation?.map((): Axis => ({ role: 'unknown', size: openSize() }));
  if (!axes) return changed(input, null);
  const order = permutation ?? axes.map((_, index) => axes.length - 1 - index);
  return changed(
    input,
    order.map((from) => axes[from] ?? { role: 'unknown', size: openSize() }),
  );
}

/** Reshape; `noted` is the shape that the file notes for the result. */
export function reshape(operands: Operands, noted: readonly Size[] | null): Value {
  const input = operands.input(0);
  const target = operands.integers('shape') ?? (operands.has(1) ? operands.input(1).contents : null) ?? noted;
  const result = changed(input, null);
  const contents = input.contents;
  if (target === null || input.axes === null) {
    const axes = target?.map(
      (size): Axis => ({ role: 'unknown', size: size === 0 || size === -1 ? openSize() : size }),
    );
    return { ...result, axes: axes ?? null, contents };
  }
  const axes = reshaped(input.axes, target, operands.integer('allowzero', 0) === 1);
  return { ...result, axes, contents, linear: onlyOnes(input.axes, axes) ? input.linear : null };
}

/** Whether two shapes differ in axes of one value only. */
const onlyOnes = (before: readonly Axis[], after: readonly Axis[]): boolean => {
  const sizes = (axes: readonly Axis[]) => axes.filter((axis) => !isOne(axis)).map(({ size }) => size);
  return sizes(before).join() === sizes(after).join();
};

export function flatten(operands: Operands): Value {
  const input = operands.input(0);
  const { axes } = input;
  if (axes === null) return changed(input, null);
  const at = axisAt(operands.integer('axis', 1), axes.length);
  const count = (part: readonly Axis[]): Size =>
    part.reduce<Size>((so, { size }) => combined('Mul', so, size), 1);
  const target = [count(axes.slice(0, at)), count(axes.slice(at))];
  const result = reshaped(axes, target);
  return { ...changed(input, result), linear: onlyOnes(axes, result) ? input.linear : null };
}

export function squeeze(operands: Operands): Value {
  const input = operands.input(0);
  const listed = operands.integers('axes', 1);
  const { axes } = input;
  if (axes === null || (listed === null && operands.has(1)))
    return { ...changed(input, null), contents: input.contents };
  const removed = new Set(listed?.map((axis) => axisAt(axis, axes.length)));
  const kept = axes.filter((axis, index) =>
    listed === null ? !(isOne(axis) && axis.role !== 'batch') : !removed.has(index),
  );
  return { ...input, axes: kept };
}

export function unsqueeze(operands: Operands): Value {
  const input = operands.input(0);
  const listed = operands.integers('axes', 1);
  if (input.axes === null || listed === null) return { ...changed(input, null), contents: input.contents };
  const rank = input.axes.length + listed.length;
  const added = new Set(listed.map((axis) => axisAt(axis, rank)));
  const axes = [...input.axes];
  for (const at of [...added].toSorted((left, right) => left - right))
    axes.splice(at, 0, { role: 'unknown', size: 1 });
  return { ...input, axes };
}

const reducingOperator = /^(?:Reduce|Global|Arg)/;

/** Reduce… and Global…Pool: axes of positions or tokens that become one. */
export function reduce(operands: Operands): Value {
  const { operator } = operands.node;
  const input = operands.input(0);
  const { axes } = input;
  const global = operator.startsWith('Global');
  const listed = global ? null : operands.integers('axes', 1);
  if (axes === null || (!global && listed === null && operands.has(1))) return changed(input, null);
  const single = operator.startsWith('Arg') ? [operands.integer('axis', 0)] : listed;
  const over = new Set(single?.map((axis) => axisAt(axis, axes.length)) ?? axes.keys());
  const isReduced = (index: number) => (global ? index >= 2 : over.has(index));
  const keeps = global || operands.integer('keepdims', 1) === 1;
  const places = axes.some((axis, index) => isReduced(index) && isPlace(axis) && !isOne(axis));
  const left = axes.flatMap((axis, index): Axis[] =>
    isReduced(index) ? (keeps ? [{ ...axis, size: 1 }] : []) : [axis],
  );
  const reduced = places && reducingOperator.test(operator) ? { by: operator, first: false } : input.reduced;
  return { ...changed(input, left), reduced, head: places ? 0 : input.head };
}

/** Values of small integer tensors that an index picks. */
function picked(contents: readonly Size[], indices: readonly Size[]): Size[] {
  return indices.map((index) => {
    const at = typeof index === 'number' ? contents[axisAt(index, contents.length)] : undefined;
    return at ?? openSize();
  });
}

const takesFirst = (operator: string): Value['reduced'] => ({ by: operator, first: true });

export function gather(operands: Operands): Value {
  const { operator } = operands.node;
  const [input, indices] = [operands.input(0), operands.input(1)];
  const scalar = indices.axes?.length === 0;
  if (input.contents !== null && indices.contents !== null) {
    return sizesValue(picked(input.contents, indices.contents), scalar);
  }
  if (input.axes === null || indices.axes === null) return changed(input, null);
  const at = axisAt(operands.integer('axis', 0), input.axes.length);
  const axis = input.axes[at];
  if (axis === undefined) return changed(input, null);
  const first = axis.role === 'tokens' && indices.contents?.length === 1 && indices.contents[0] === 0;
  const taken = indices.axes.map(({ size }): Axis => ({ ...axis, size }));
  return {
    ...changed(input, input.axes.toSpliced(at, 1, ...taken)),
    ...(first ? { reduced: takesFirst(operator), head: 0 } : {}),
  };
}

interface Cut {
  readonly start: number | null;
  readonly end: number | null;
}

/** An axis of which only a part is left, and what that does to a class token. */
function cutAxis(value: Value, at: number, size: Size, cut: Cut, operator: string): Value {
  const axis = value.axes?.[at];
  if (value.axes === null || axis === undefined) return changed(value, null);
  const result = changed(value, value.axes.toSpliced(at, 1, { ...axis, size }));
  if (axis.role !== 'tokens' || isOne(axis)) return result;
  if (cut.start === 0 && size === 1) return { ...result, reduced: takesFirst(operator), head: 0 };
  return cut.start === 0 ? result : { ...result, classToken: cut.start === null ? 'unclear' : 'none' };
}

function cutSize(size: Size, { start, end }: Cut, step: number): { size: Size; start: number | null } {
  if (start === null || end === null || step !== 1) return { size: openSize(), start: null };
  if (typeof size === 'number') {
    const from = Math.min(Math.max(start < 0 ? start + size : start, 0), size);
    const to = Math.min(Math.max(end < 0 ? end + size : end, 0), size);
    return { size: Math.max(0, to - from), start: from };
  }
  const whole = end > 1e9;
  if (start >= 0 && end > 0 && !whole) return { size: end - start, start };
  if (start === 0 && whole) return { size, start };
  return { size: openSize(), start: start >= 0 ? start : null };
}

export function slice(operands: Operands): Value {
  const input = operands.input(0);
  const starts = operands.integers('starts', 1);
  const ends = operands.integers('ends', 2);
  const rank = input.axes?.length ?? 0;
  const listed =
    operands.integers('axes', 3) ?? Array.from({ length: (starts ?? ends ?? []).length }, (_, axis) => axis);
  const steps = operands.integers('steps', 4);
  if (input.contents !== null) {
    const [start, end] = [starts?.[0], ends?.[0]];
    if (start === undefined || end === undefined || (steps?.[0] ?? 1) !== 1) return unknownSizes(input);
    return sizesValue(input.contents.slice(start, end));
  }
  return listed.reduce<Value>(
    (value, axis, index) => {
      const at = axisAt(axis, rank);
      const before = value.axes?.[at];
      if (before === undefined) return changed(value, null);
      const cut = { start: starts?.[index] ?? null, end: ends?.[index] ?? null };
      const { size, start } = cutSize(before.size, cut, steps?.[index] ?? 1);
      return size === before.size ? value : cutAxis(value, at, size, { start, end: cut.end }, 'Slice');
    },
    changed(input, input.axes),
  );
}

const unknownSizes = (value: Value): Value => ({
  ...value,
  contents: null,
  axes: [{ role: 'unknown', size: openSize() }],
});

/** Each part of a Split. */
export function split(operands: Operands): Value[] {
  const input = operands.input(0);
  const { outputs } = operands.node;
  const rank = input.axes?.length ?? 0;
  const at = axisAt(operands.integer('axis', 0), rank);
  const axis = input.axes?.[at];
  const sizes = operands.integers('split', 1);
  if (axis === undefined) return outputs.map(() => changed(input, null));
  const equal = typeof axis.size === 'number' ? Math.ceil(axis.size / outputs.length) : null;
  let start: number | null = 0;
  return outputs.map((_, index) => {
    const size: number | null = sizes?.[index] ?? equal;
    const part = cutAxis(input, at, size ?? openSize(), { start, end: null }, 'Split');
    start = start === null || size === null ? null : start + size;
    return part;
  });
}

/** Expand and Tile: the axes stay what they are. */
export function stretch(operands: Operands): Value {
  const input = operands.input(0);
  const contents = operands.has(1) ? operands.input(1).contents : null;
  const repeats = operands.node.operator === 'Tile';
  if (contents === null) {
    const rank = operands.input(1).axes?.[0]?.size;
    const axes = input.axes?.map((axis): Axis => ({ ...axis, size: isOne(axis) ? 1 : axis.size }));
    return changed(
      input,
      axes !== undefined && (rank === undefined || rank === axes.length || repeats) ? axes : null,
    );
  }
  if (repeats) {
    const axes = input.axes?.map(
      (axis, index): Axis => ({ ...axis, size: combined('Mul', axis.size, contents[index]) }),
    );
    return changed(input, axes ?? null);
  }
  const target = contents.map((size): Axis => ({ role: 'unknown', size: size === -1 ? 1 : size }));
  return changed(input, broadcast([input.axes, target]));
}

/** Operators after which sizes are others and the axes the same: Resize, Pad and their like. */
export function resized(operands: Operands): Value {
  const input = operands.input(0);
  const axes = input.axes?.map((axis): Axis => (isPlace(axis) ? { ...axis, size: openSize() } : axis));
  return changed(input, axes ?? null);
}

/** Of a result whose axes are in no relation to those of its input. */
export const lost = (value: Value): Value => ({
  ...unknownValue,
  image: value.image,
  upstream: value.upstream,
  depth: value.depth,
});
