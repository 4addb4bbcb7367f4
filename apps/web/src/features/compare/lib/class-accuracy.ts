interface Counts {
  readonly cellCount: number;
  readonly columnCount: number;
  readonly columns: readonly { readonly class: { readonly index: number } }[];
  readonly cells: readonly { readonly row: number; readonly column: number; readonly count: number }[];
}

/**
 * Share of each class's test images that are in a cluster matched to it, by class; null where the counts
 * are not all there, as of boards with very many clusters.
 */
export function classAccuracies(counts: Counts, classes: number): number[] | null {
  const { cells, columns, cellCount, columnCount } = counts;
  if (cells.length < cellCount || columns.length < columnCount) return null;
  const right = new Array<number>(classes).fill(0);
  const all = new Array<number>(classes).fill(0);
  for (const { row, column, count } of cells) {
    all[row] = (all[row] ?? 0) + count;
    if (columns[column]?.class.index === row) right[row] = (right[row] ?? 0) + count;
  }
  return all.map((total, index) => (right[index] ?? 0) / Math.max(1, total));
}

export interface ClassSpread {
  readonly index: number;
  /** One a entry, in their order. */
  readonly accuracies: readonly number[];
}

/** The classes on which entries differ most, first. */
export function spreads(accuracies: readonly (readonly number[])[]): ClassSpread[] {
  const classes = accuracies[0]?.length ?? 0;
  const width = ({ accuracies: values }: ClassSpread) => Math.max(...values) - Math.min(...values);
  return Array.from({ length: classes }, (_, index) => ({
    index,
    accuracies: accuracies.map((values) => values[index] ?? 0),
  })).toSorted((one, other) => width(other) - width(one));
}
