import { combined, openSize, type Size, type Value } from '../axes.ts';
import { type Operands, sizesValue } from '../operands.ts';

// Arithmetic with shapes, by which exporters keep the batch open.

/** Shape: the sizes of a tensor's axes. */
export function shapeOf(operands: Operands): Value | null {
  const { axes } = operands.input(0);
  if (axes === null) return null;
  const start = operands.integer('start', 0);
  const end = operands.integer('end', axes.length);
  return sizesValue(axes.map(({ size }) => size).slice(start, end));
}

const pairs = new Set(['Add', 'Sub', 'Mul', 'Div', 'Equal']);

function pair(operator: string, left: Size | undefined, right: Size | undefined): Size {
  // A size is never the -1 that stands for "any".
  if (operator === 'Equal') return left === right ? 1 : 0;
  return combined(operator, left, right);
}

/** The result of an operator on small integer tensors; null where one of them is not known. */
export function onSizes(operands: Operands): Value | null {
  const { operator } = operands.node;
  const contents = operands.inputs.map((value) => value.contents);
  const [first, second, third] = contents;
  if (first === null || first === undefined) return null;
  if (operator === 'Where') {
    if (!second || !third) return null;
    const chosen = first.map((condition, index) => (condition === 0 ? third : second)[index] ?? openSize());
    return sizesValue(chosen);
  }
  if (!pairs.has(operator) || !second) return null;
  const length = Math.max(first.length, second.length);
  const at = (list: readonly Size[], index: number) => list[list.length === 1 ? 0 : index];
  const scalar = operands.inputs.every(({ axes }) => axes?.length === 0);
  return sizesValue(
    Array.from({ length }, (_, index) => pair(operator, at(first, index), at(second, index))),
    scalar,
  );
}
