/** Where the features of one image lie in its slice of the output. */
export interface FeatureLayout {
  /** Features per image after pooling. */
  readonly dim: number;
  /** Values per image in the output. */
  readonly values: number;
  /** Writes the features of the image whose values start at `from`. */
  pool(values: Float32Array, from: number, target: Float32Array, to: number): void;
}

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

/** Averages `count` values that lie `stride` apart; summed in float64. */
function mean(values: Float32Array, from: number, count: number, stride: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += values[from + index * stride] ?? 0;
  return sum / count;
}

/**
 * How an output [N, D], [N, C, H, W] or [N, T, D] becomes rows of features; null for any other shape.
 * [N, C, H, W] is averaged over its positions; [N, T, D] gives its first token or the mean of all.
 */
export function featureLayout(dims: readonly number[], pooling: 'mean' | 'first'): FeatureLayout | null {
  const [, first, second] = dims;
  const values = sizeOf(dims.slice(1));
  if (first === undefined || values === 0) return null;
  const copy = (dim: number): FeatureLayout => ({
    dim,
    values,
    pool: (source, from, target, to) => target.set(source.subarray(from, from + dim), to),
  });
  if (dims.length === 2) return copy(first);
  if (dims.length === 4) {
    const positions = values / first;
    return {
      dim: first,
      values,
      pool(source, from, target, to) {
        for (let channel = 0; channel < first; channel++) {
          target[to + channel] = mean(source, from + channel * positions, positions, 1);
        }
      },
    };
  }
  if (dims.length !== 3 || second === undefined) return null;
  if (pooling === 'first') return copy(second);
  return {
    dim: second,
    values,
    pool(source, from, target, to) {
      for (let feature = 0; feature < second; feature++) {
        target[to + feature] = mean(source, from + feature, first, second);
      }
    },
  };
}
