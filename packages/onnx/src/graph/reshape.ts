import { type Axis, isOne, mergedRole, openSize, type Size, splitRole } from './axes.ts';

const product = (sizes: readonly Size[]): number | null =>
  sizes.reduce<number | null>((so, size) => (so === null || typeof size !== 'number' ? null : so * size), 1);

/** Replaces 0 (as in the input) and -1 (what is left), as far as the sizes are known. */
function resolveTarget(axes: readonly Axis[], target: readonly Size[], allowZero: boolean): Size[] {
  const copied = target.map((size, index) => (size === 0 && !allowZero ? (axes[index]?.size ?? size) : size));
  const open = copied.indexOf(-1);
  if (open < 0) return copied;
  // Of both sides what is equal cancels out, so that names do not hinder.
  const left = axes.map(({ size }) => size);
  const rest: Size[] = [];
  for (const [index, size] of copied.entries()) {
    if (index === open) continue;
    const same = left.indexOf(size);
    if (same >= 0) left.splice(same, 1);
    else rest.push(size);
  }
  const [dividend, divisor] = [product(left), product(rest)];
  const only = rest.length === 0 && left.length === 1 ? left[0] : undefined;
  const found = only ?? (dividend !== null && divisor ? dividend / divisor : openSize());
  return copied.with(open, found);
}

/** The axes of one group of the input become those of one group of the target. */
function regroup(from: readonly Axis[], to: readonly Size[]): Axis[] {
  const [only] = from;
  const [size] = to;
  if (only !== undefined && size !== undefined && from.length === 1 && to.length === 1) {
    return [{ ...only, size: typeof only.size === 'number' ? only.size : size }];
  }
  if (size !== undefined && to.length === 1) {
    const by = from.find((axis) => axis.by !== undefined)?.by;
    return [{ role: mergedRole(from), size, ...(by === undefined ? {} : { by }) }];
  }
  if (only !== undefined && from.length === 1) {
    return to.map((each) => ({
      role: splitRole(only),
      size: each,
      ...(only.by === undefined ? {} : { by: only.by }),
    }));
  }
  const places = from.every(({ role }) => role === 'space' || role === 'tokens');
  return to.map((each) => ({ role: places && to.length > 1 ? 'space' : 'unknown', size: each }));
}

/** The ends of the first groups of equal products; null where a size is not known, or there are none. */
function firstGroup(from: readonly Axis[], to: readonly Size[]): readonly [number, number] | null {
  let [end, stop] = [1, 1];
  while (end <= from.length && stop <= to.length) {
    const left = product(from.slice(0, end).map(({ size }) => size));
    const right = product(to.slice(0, stop));
    if (left === null || right === null) return null;
    if (left === right) return [end, stop];
    if (left < right) end++;
    else stop++;
  }
  return null;
}

/** Groups of equal products, from the left; all in one group where a size is not known. */
function alignMiddle(from: readonly Axis[], to: readonly Size[]): Axis[] {
  const aligned: Axis[] = [];
  for (let [start, next] = [0, 0]; next < to.length; ) {
    const group = firstGroup(from.slice(start), to.slice(next));
    if (group === null) return regroup(from, to);
    aligned.push(...regroup(from.slice(start, start + group[0]), to.slice(next, next + group[1])));
    start += group[0];
    next += group[1];
  }
  return aligned;
}

/** What the axes are after a Reshape, which keeps values in row-major order. */
export function reshaped(axes: readonly Axis[], target: readonly Size[], allowZero = false): Axis[] {
  const sizes = resolveTarget(axes, target, allowZero);
  if (sizes.length === axes.length && sizes.every((size, index) => size === axes[index]?.size))
    return [...axes];
  const from = axes.filter((axis) => !isOne(axis));
  const to = sizes.filter((size) => size !== 1);
  let prefix = 0;
  while (prefix < from.length && prefix < to.length && from[prefix]?.size === to[prefix]) prefix++;
  let suffix = 0;
  const rest = Math.min(from.length, to.length) - prefix;
  while (suffix < rest && from.at(-1 - suffix)?.size === to.at(-1 - suffix)) suffix++;
  const kept = from.length - suffix;
  const aligned = [
    ...from.slice(0, prefix),
    ...alignMiddle(from.slice(prefix, kept), to.slice(prefix, to.length - suffix)),
    ...from.slice(kept),
  ];
  let next = 0;
  return sizes.map((size, index) => {
    if (size === 1)
      return index === 0 && axes[0]?.role === 'batch' ? { role: 'batch', size } : { role: 'unknown', size };
    return aligned[next++] ?? { role: 'unknown', size };
  });
}
