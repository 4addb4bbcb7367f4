import { type Axis, axisAt, combined, isOne, openSize, type Size, type Value } from '../axes.ts';
import { type Operands, sizesValue } from '../operands.ts';
import { broadcast, combine } from './elementwise.ts';

/**
 * What joining along tokens says of a class token: one row that is learned, or was alone before, in front of
 * all others is one. Several learned rows may be anything.
 */
function classTokenOf(values: readonly Value[], at: number, role: Axis['role']): Value['classToken'] {
  const [first, ...others] = values;
  if (first === undefined || (role !== 'tokens' && role !== 'unknown')) return combine(values).classToken;
  const axis = first.axes?.[at];
  const image = others.some((value) => value.image);
  if (axis !== undefined && isOne(axis) && image) return 'first';
  if (first.image && first.axes !== null) {
    return others.some((value) => !value.image) && first.classToken === 'none' ? 'unclear' : first.classToken;
  }
  return 'unclear';
}

export function concat(operands: Operands): Value {
  const values = operands.inputs;
  const contents = values.flatMap((value) => value.contents ?? []);
  if (values.every((value) => value.contents !== null)) return sizesValue(contents);
  const ranks = values.flatMap(({ axes }) => (axes === null ? [] : [axes.length]));
  const rank = ranks[0];
  const combinedValue = combine(values);
  if (rank === undefined) return combinedValue;
  const at = axisAt(operands.integer('axis', 0), rank);
  const along = values.map(({ axes }) => axes?.[at]);
  const size = along.reduce<Size>((so, axis) => combined('Add', so, axis?.size ?? openSize()), 0);
  const images = values.filter(({ image }) => image);
  const base =
    broadcast((images.length > 0 ? images : values).map(({ axes }) => axes)) ??
    Array.from({ length: rank }, (): Axis => ({ role: 'unknown', size: openSize() }));
  const role = base[at]?.role ?? 'unknown';
  const learnedRow = values.some((value) => !value.image) && role === 'unknown' && rank === 3 && at === 1;
  const by = base[at]?.by;
  const joined: Axis = { role: learnedRow ? 'tokens' : role, size, ...(by === undefined ? {} : { by }) };
  return {
    ...combinedValue,
    axes: base.toSpliced(at, 1, joined),
    classToken: classTokenOf(values, at, joined.role),
  };
}
