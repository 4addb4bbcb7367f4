import { isNumbered, type Label, type LabelList } from './label-list.ts';

export interface NumberedLabels {
  /** The distinct labels in their order. */
  readonly names: readonly Label[];
  /** For each list the places of its labels in `names`. */
  readonly indices: readonly Int32Array[];
}

/** Where labels lie this close together a table finds them faster than a map. */
const widestTable = 1 << 22;

function rangeOf(lists: readonly Float64Array[]): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}

/** By a table of all numbers between the least and the greatest. */
function numberByTable(lists: readonly Float64Array[], low: number, high: number): NumberedLabels {
  const places = new Int32Array(high - low + 1);
  for (const list of lists) for (const value of list) places[value - low] = 1;
  const names: number[] = [];
  for (const [offset, seen] of places.entries()) {
    if (seen) places[offset] = names.push(low + offset) - 1;
  }
  const indices = lists.map((list) => {
    const found = new Int32Array(list.length);
    for (let i = 0; i < list.length; i++) found[i] = places[(list[i] as number) - low] as number;
    return found;
  });
  return { names, indices };
}

function numberByMap<T extends Label>(
  lists: readonly ArrayLike<T>[],
  order: (one: T, other: T) => number,
): NumberedLabels {
  const places = new Map<T, number>();
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) places.set(list[i] as T, -1);
  }
  const names = [...places.keys()].sort(order);
  for (const [place, name] of names.entries()) places.set(name, place);
  const indices = lists.map((list) => {
    const found = new Int32Array(list.length);
    for (let i = 0; i < list.length; i++) found[i] = places.get(list[i] as T) as number;
    return found;
  });
  return { names, indices };
}

/**
 * Lists of labels as indices 0 … of the distinct ones, numbers by size and names by their code units.
 *
 * @throws TypeError where some lists hold numbers and some names
 */
export function numberLabels(...lists: readonly LabelList[]): NumberedLabels {
  const numbered = lists.filter(isNumbered);
  if (numbered.length === 0) {
    return numberByMap(lists as readonly (readonly string[])[], (one, other) => (one < other ? -1 : 1));
  }
  if (numbered.length < lists.length) throw new TypeError('numbers and names cannot be numbered together');
  const { low, high } = rangeOf(numbered);
  return high - low < widestTable
    ? numberByTable(numbered, low, high)
    : numberByMap(numbered, (one, other) => one - other);
}
