/** A known size, or a name that stands for one that is not known; equal names are equal sizes. */
export type Size = number | string;

/**
 * What lies along an axis. `part` is a piece of split channels, such as the heads of attention; `tokens` is a
 * sequence, also of the flattened positions of a map.
 */
export type Role = 'batch' | 'channels' | 'space' | 'tokens' | 'part' | 'unknown';

export interface Axis {
  readonly role: Role;
  readonly size: Size;
  /** The axis of the model's input that this is. */
  readonly input?: number;
  /** The operator that made these channels. */
  readonly by?: string;
}

/** The last operation on a row of values, where it is linear with learned weights. */
export interface LinearEnd {
  readonly operator: string;
  readonly from: Size;
  readonly to: Size;
  /** With a bias or a softmax after it, as classifiers have. */
  readonly biased: boolean;
}

/** What is known of a tensor without running the model. */
export interface Value {
  /** null where not even their number is known. */
  readonly axes: readonly Axis[] | null;
  /** Of a small integer tensor, such as a shape; row-major. */
  readonly contents: readonly Size[] | null;
  /** Whether it depends on the pixels. */
  readonly image: boolean;
  /** Whether a class token is the first of the tokens. */
  readonly classToken: 'first' | 'none' | 'unclear';
  /** How positions or tokens became one: by an operator that takes the first token, or one that averages. */
  readonly reduced: { readonly by: string; readonly first: boolean } | null;
  readonly linear: LinearEnd | null;
  /** Layers with weights after tokens or positions became one. */
  readonly head: number;
  /** Layers with weights on the longest way from the image. */
  readonly depth: number;
  /** Bits of the model's outputs that it is computed from, itself included. */
  readonly upstream: bigint;
}

export const maxRank = 8;

export const unknownValue: Value = {
  axes: null,
  contents: null,
  image: true,
  classToken: 'unclear',
  reduced: null,
  linear: null,
  head: 0,
  depth: 0,
  upstream: 0n,
};

/** A tensor that the file holds. */
export const learned: Value = { ...unknownValue, image: false, classToken: 'none' };

/** Normal index of an axis that may be counted from the end. */
export const axisAt = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export const isOne = ({ size }: Axis): boolean => size === 1;

let fresh = 0;
/** An axis of a size that is not known; no other has its name. */
export const openSize = (): Size => `?${fresh++ % Number.MAX_SAFE_INTEGER}`;

const longestName = 80;
/** A computed size; two that are computed in the same way are equal. */
export function combined(operator: string, left: Size | undefined, right: Size | undefined): Size {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = { Add: left + right, Sub: left - right, Mul: left * right }[operator];
    if (result !== undefined) return result;
    if (operator === 'Div' && right !== 0) return Math.trunc(left / right);
  }
  if (operator === 'Mul' && left === 1 && right !== undefined) return right;
  if ((operator === 'Mul' || operator === 'Div') && right === 1 && left !== undefined) return left;
  if ((operator === 'Add' || operator === 'Sub') && right === 0 && left !== undefined) return left;
  const name = `${operator}(${left},${right})`;
  // Squared again and again, a name would soon fill the memory.
  return name.length <= longestName ? name : openSize();
}

/** One role for several axes that become one. */
export function mergedRole(axes: readonly Axis[]): Role {
  const roles = new Set(axes.filter((axis) => !isOne(axis)).map(({ role }) => role));
  const [only] = roles;
  if (only === undefined) return axes[0]?.role ?? 'unknown';
  if (roles.size === 1)
    return only === 'space' && axes.length > 1 ? 'tokens' : only === 'part' ? 'channels' : only;
  const among = (...allowed: readonly Role[]) => [...roles].every((role) => allowed.includes(role));
  if (among('space', 'tokens')) return 'tokens';
  return among('channels', 'part') ? 'channels' : 'unknown';
}

/** The role of each of the axes that one is split into. */
export const splitRole = ({ role }: Axis): Role =>
  role === 'channels' || role === 'part'
    ? 'part'
    : role === 'tokens' || role === 'space'
      ? 'space'
      : 'unknown';
