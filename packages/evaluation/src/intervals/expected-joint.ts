import type { Contingency } from '../contingency/contingency.ts';
import { expectedLogMoment } from '../contingency/log-moment.ts';
import type { Steps } from '../cooperative.ts';

/** Sizes of groups, and of groups with one image less: rising, with how many groups have each. */
function sizesAround(sums: Float64Array) {
  const groups = new Map<number, number>();
  for (const size of sums) {
    if (size === 0) continue;
    groups.set(size, (groups.get(size) ?? 0) + 1);
    groups.set(size - 1, groups.get(size - 1) ?? 0);
  }
  const sizes = [...groups.keys()].sort((a, b) => a - b);
  const place = new Map(sizes.map((size, i) => [size, i]));
  return { sizes, groups: sizes.map((size) => groups.get(size) ?? 0), place };
}

const placeOf = (place: ReadonlyMap<number, number>, size: number): number => {
  const found = place.get(size);
  if (found === undefined) throw new RangeError(`no group of ${size} images`);
  return found;
};

/** E[Σ x·ln x] over the cells of a random table without one of the images, by the groups that it was in. */
export type ExpectedJointWithout = (rowSize: number, colSize: number) => number;

/**
 * The expectation behind E[MI] for every table that leaves one image out. All of them are sums over the
 * same few terms (a size, or one less, on either side), so they cost four times one E[MI] together.
 *
 * @param moments x·ln x for every size that occurs
 */
export function* expectedJointWithout(
  table: Contingency,
  moments: Float64Array,
): Steps<ExpectedJointWithout> {
  const rows = sizesAround(table.rowSums);
  const cols = sizesAround(table.colSums);
  const width = cols.sizes.length;
  const terms = new Float64Array(rows.sizes.length * width);
  const ofRow = new Float64Array(rows.sizes.length);
  const ofCol = new Float64Array(width);
  let all = 0;
  for (const [i, a] of rows.sizes.entries()) {
    for (const [j, b] of cols.sizes.entries()) {
      // A size one too large for the images that are left only occurs where the image stays: no sum has it.
      if (a >= table.total || b >= table.total) continue;
      const term = expectedLogMoment(a, b, table.total - 1, moments);
      terms[i * width + j] = term;
      ofRow[i] = (ofRow[i] as number) + (cols.groups[j] as number) * term;
      ofCol[j] = (ofCol[j] as number) + (rows.groups[i] as number) * term;
    }
    all += (rows.groups[i] as number) * (ofRow[i] as number);
    yield;
  }
  return (rowSize, colSize) => {
    const [i, less] = [placeOf(rows.place, rowSize), placeOf(rows.place, rowSize - 1)];
    const [j, fewer] = [placeOf(cols.place, colSize), placeOf(cols.place, colSize - 1)];
    const term = (row: number, col: number): number => terms[row * width + col] as number;
    return (
      all -
      (ofRow[i] as number) +
      (ofRow[less] as number) -
      (ofCol[j] as number) +
      (ofCol[fewer] as number) +
      term(i, j) -
      term(less, j) -
      term(i, fewer) +
      term(less, fewer)
    );
  };
}
