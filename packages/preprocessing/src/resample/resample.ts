import type { Interpolation } from '../interpolations.ts';

export type Resample = (
  source: Uint8Array,
  size: { readonly width: number; readonly channels: 1 | 3 },
  across: Taps,
  down: Taps,
) => Uint8Array;

/**
 * Separable resampling with antialias, bit for bit as Pillow's `Image.resize` does it for 8-bit images
 * (libImaging/Resample.c): the kernel is stretched on reduction, weights are fixed-point with 22 bits,
 * rows come first, and the result between the two passes is rounded to 8 bits.
 */
const precisionBits = 22;

interface Kernel {
  readonly support: number;
  weight(distance: number): number;
}

const kernels: Record<Interpolation, Kernel> = {
  bilinear: {
    support: 1,
    weight: (distance) => Math.max(0, 1 - Math.abs(distance)),
  },
  bicubic: {
    support: 2,
    weight(distance) {
      const a = -0.5;
      const x = Math.abs(distance);
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
      return 0;
    },
  },
};

/** For each output position: where its taps start, how many there are, and their fixed-point weights. */
export interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** Row-major [positions, stride]. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Taps for the output positions `from … from + length` of a line of `input` pixels resized to `output`.
 * Weights are normalised before rounding, as Pillow does.
 */
export function taps(
  input: number,
  output: number,
  from: number,
  length: number,
  interpolation: Interpolation,
): Taps {
  const kernel = kernels[interpolation];
  const scale = input / output;
  const stretch = Math.max(1, scale);
  const support = kernel.support * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(length);
  const counts = new Int32Array(length);
  const weights = new Int32Array(length * stride);
  const line = new Float64Array(stride);
  for (let position = 0; position < length; position++) {
    const centre = (from + position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(input, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = kernel.weight((tap + start - centre + 0.5) * (1 / stretch));
      line[tap] = weight;
      sum += weight;
    }
    starts[position] = start;
    counts[position] = count;
    for (let tap = 0; tap < count; tap++) {
      const weight = ((line[tap] ?? 0) / (sum === 0 ? 1 : sum)) * 2 ** precisionBits;
      weights[position * stride + tap] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
  }
  return { starts, counts, weights, stride };
}

const half = 1 << (precisionBits - 1);
const toByte = (sum: number): number => Math.min(255, Math.max(0, sum >> precisionBits));

/**
 * Resamples along the rows of `source` [height, width, channels] for the rows `firstRow … + rows` into
 * `target` [rows, positions, channels].
 */
function resampleRows(
  source: Uint8Array,
  size: { width: number; channels: number; firstRow: number; rows: number },
  { starts, counts, weights, stride }: Taps,
  target: Uint8Array,
): void {
  const { width, channels, firstRow, rows } = size;
  const positions = starts.length;
  for (let row = 0; row < rows; row++) {
    const line = (firstRow + row) * width;
    for (let position = 0; position < positions; position++) {
      const first = (line + (starts[position] ?? 0)) * channels;
      const count = counts[position] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        let sum = half;
        for (let tap = 0; tap < count; tap++) {
          sum += (source[first + tap * channels + channel] ?? 0) * (weights[position * stride + tap] ?? 0);
        }
        target[(row * positions + position) * channels + channel] = toByte(sum);
      }
    }
  }
}

/**
 * Resamples along the columns of `source`, whose first row is the image's row `firstRow` and whose rows
 * hold `rowLength` values, into `target` [positions, rowLength].
 */
function resampleColumns(
  source: Uint8Array,
  size: { rowLength: number; firstRow: number },
  { starts, counts, weights, stride }: Taps,
  target: Uint8Array,
): void {
  const { rowLength, firstRow } = size;
  for (let position = 0; position < starts.length; position++) {
    const first = ((starts[position] ?? 0) - firstRow) * rowLength;
    const count = counts[position] ?? 0;
    for (let column = 0; column < rowLength; column++) {
      let sum = half;
      for (let tap = 0; tap < count; tap++) {
        sum += (source[first + tap * rowLength + column] ?? 0) * (weights[position * stride + tap] ?? 0);
      }
      target[position * rowLength + column] = toByte(sum);
    }
  }
}

/**
 * Both passes: the window of the taps out of `source` [height, width, channels], as a new image
 * [positions down, positions across, channels]. `createSimdResample` makes the same bytes faster.
 */
export const resample: Resample = (source, { width, channels }, across, down) => {
  const last = down.starts.length - 1;
  const firstRow = down.starts[0] ?? 0;
  const rows = (down.starts[last] ?? 0) + (down.counts[last] ?? 0) - firstRow;
  const rowLength = across.starts.length * channels;
  const between = new Uint8Array(rows * rowLength);
  const target = new Uint8Array((last + 1) * rowLength);
  resampleRows(source, { width, channels, firstRow, rows }, across, between);
  resampleColumns(between, { rowLength, firstRow }, down, target);
  return target;
};
