import type { RunnerJob } from '../sandbox/job.ts';

/** Where the features of one image lie in its slice of the output. */
export interface FeatureLayout {
  /** Features per image after pooling. */
  readonly dim: number;
  /** Values per image in the output. */
  readonly values: number;
  /** Writes the features of the image whose values start at `from`. */
  pool(values: Float32Array, from: number, target: Float32Array, to: number): void;
}

type Reading = Pick<RunnerJob['output'], 'layout' | 'pooling'>;

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

/** Averages `count` values that lie `stride` apart; summed in float64. */
function mean(values: Float32Array, from: number, count: number, stride: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += values[from + index * stride] ?? 0;
  return sum / count;
}

const ranks = { nd: 2, ntd: 3, ndt: 3, nchw: 4, nhwc: 4 } as const;
const byRank = { 2: 'nd', 3: 'ntd', 4: 'nchw' } as const;

/** What the axes of an output are: as was decided, if it has so many; [N, D] may have others of size 1. */
function layoutOf(dims: readonly number[], { layout }: Reading): keyof typeof ranks | null {
  const rank = dims.length;
  if (layout === undefined) return rank === 2 || rank === 3 || rank === 4 ? byRank[rank] : null;
  if (layout === 'nd')
    return rank > 1 && dims.slice(1).filter((size) => size !== 1).length <= 1 ? 'nd' : null;
  return rank === ranks[layout] ? layout : null;
}

/**
 * How an output becomes rows of features by the layout and pooling that were decided; null for a shape that
 * they do not fit. Maps are averaged over their positions; tokens give the first or the mean of all.
 */
export function featureLayout(dims: readonly number[], reading: Reading): FeatureLayout | null {
  const values = sizeOf(dims.slice(1));
  const layout = layoutOf(dims, reading);
  if (layout === null || values === 0) return null;
  if (layout === 'nd') return taken(values, values, 1);
  const last = layout === 'ntd' || layout === 'nhwc';
  const dim = (last ? dims.at(-1) : dims[1]) ?? 1;
  const count = values / dim;
  // Neighbouring features, and neighbouring positions of one feature.
  const [step, stride] = last ? [1, dim] : [count, 1];
  if (reading.pooling === 'first' && (layout === 'ntd' || layout === 'ndt')) return taken(dim, values, step);
  return {
    dim,
    values,
    pool(source, from, target, to) {
      for (let feature = 0; feature < dim; feature++) {
        target[to + feature] = mean(source, from + feature * step, count, stride);
      }
    },
  };
}

/** `dim` values that lie `step` apart, as they are. */
const taken = (dim: number, values: number, step: number): FeatureLayout => ({
  dim,
  values,
  pool(source, from, target, to) {
    if (step === 1) target.set(source.subarray(from, from + dim), to);
    else for (let at = 0; at < dim; at++) target[to + at] = source[from + at * step] ?? Number.NaN;
  },
});
