import type { Matrix } from '@clusterboard/clustering';

/** More are thinned out evenly: a sample of some hundred images needs no more to find its neighbours. */
const maxDimensions = 8192;

/** Rows centred on their mean and scaled to length 1, in at most `maxDimensions` columns. */
function directions({ data, rows, dim }: Matrix): { readonly values: Float64Array; readonly width: number } {
  const step = Math.max(1, Math.ceil(dim / maxDimensions));
  const width = Math.ceil(dim / step);
  const values = new Float64Array(rows * width);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += data[row * dim + column * step] ?? 0;
    const mean = sum / rows;
    for (let row = 0; row < rows; row++) {
      values[row * width + column] = (data[row * dim + column * step] ?? 0) - mean;
    }
  }
  for (let row = 0; row < rows; row++) {
    const line = values.subarray(row * width, (row + 1) * width);
    const length = Math.sqrt(line.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let column = 0; column < width; column++) line[column] = (line[column] ?? 0) / length;
  }
  return { values, width };
}

/** For each row the `count` rows that are nearest by cosine. */
export function nearest(features: Matrix, count: number): readonly ReadonlySet<number>[] {
  const { values, width } = directions(features);
  const { rows } = features;
  const similar = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    for (let other = row + 1; other < rows; other++) {
      let sum = 0;
      for (let column = 0; column < width; column++) {
        sum += (values[row * width + column] ?? 0) * (values[other * width + column] ?? 0);
      }
      similar[row * rows + other] = sum;
      similar[other * rows + row] = sum;
    }
  }
  return Array.from({ length: rows }, (_, row) => {
    const likeness = (other: number) => similar[row * rows + other] ?? 0;
    const others = Array.from({ length: rows }, (__, other) => other).filter((other) => other !== row);
    return new Set(others.sort((one, other) => likeness(other) - likeness(one)).slice(0, count));
  });
}

/** The share of nearest neighbours that are not the same, from 0 to 1. */
export function neighbourChange(
  one: readonly ReadonlySet<number>[],
  other: readonly ReadonlySet<number>[],
): number {
  let kept = 0;
  let all = 0;
  one.forEach((neighbours, row) => {
    all += neighbours.size;
    for (const neighbour of neighbours) if (other[row]?.has(neighbour)) kept += 1;
  });
  return all === 0 ? 0 : 1 - kept / all;
}
