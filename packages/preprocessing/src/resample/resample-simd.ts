import type { Resample, Taps } from './resample.ts';
import { resampleWasm } from './resample-wasm.ts';

type Pass = (
  source: number,
  line: number,
  rowsOrFirst: number,
  starts: number,
  counts: number,
  weights: number,
  stride: number,
  positions: number,
  target: number,
) => void;

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

interface Kernels {
  readonly memory: Memory;
  readonly rows1: Pass;
  readonly rows3: Pass;
  readonly columns: Pass;
}

/** Types of it come only with the browser's library, which programs on Node do not load. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Kernels };
};

/** Vectors reach so far beyond a line (resample.wat). */
const slack = 16;
const pageBytes = 65_536;
/** Of the source at once: memory stays small however large an image is. */
const stripBytes = 1 << 20;

const aligned = (bytes: number): number => (bytes + slack + 15) & ~15;

/** Taps in the memory of the kernels, and what comes behind them. */
class Placed {
  readonly starts: number;
  readonly counts: number;
  readonly weights: number;
  readonly end: number;
  readonly stride: number;
  readonly positions: number;

  constructor({ starts, counts, weights, stride }: Taps, at: number) {
    this.starts = at;
    this.counts = at + starts.byteLength;
    this.weights = this.counts + counts.byteLength;
    this.end = aligned(this.weights + weights.byteLength);
    this.stride = stride * Int32Array.BYTES_PER_ELEMENT;
    this.positions = starts.length;
  }

  write(memory: Memory, { starts, counts, weights }: Taps): void {
    const words = new Int32Array(memory.buffer);
    words.set(starts, this.starts / 4);
    words.set(counts, this.counts / 4);
    words.set(weights, this.weights / 4);
  }
}

function instantiate(): Kernels {
  const bytes = Uint8Array.from(atob(resampleWasm), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}

/**
 * Both passes on vectors; the same bytes as `resample`.
 *
 * @throws WebAssembly.CompileError where a page's content policy forbids WebAssembly
 */
export function createSimdResample(): Resample {
  const { memory, rows1, rows3, columns } = instantiate();
  return (source, { width, channels }, across, down) => {
    const last = down.starts.length - 1;
    const firstRow = down.starts[0] ?? 0;
    const rows = (down.starts[last] ?? 0) + (down.counts[last] ?? 0) - firstRow;
    const line = width * channels;
    const outLine = across.starts.length * channels;
    const acrossAt = new Placed(across, 0);
    const downAt = new Placed(down, acrossAt.end);
    const betweenAt = downAt.end;
    const targetAt = betweenAt + aligned(rows * outLine);
    const stripAt = targetAt + aligned((last + 1) * outLine);
    const stripRows = Math.min(rows, Math.max(1, Math.floor(stripBytes / line)));
    const missing = stripAt + aligned(stripRows * line) - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    acrossAt.write(memory, across);
    downAt.write(memory, down);
    const bytes = new Uint8Array(memory.buffer);
    const rowPass = channels === 1 ? rows1 : rows3;
    for (let row = 0; row < rows; row += stripRows) {
      const count = Math.min(stripRows, rows - row);
      const from = (firstRow + row) * line;
      bytes.set(source.subarray(from, from + count * line), stripAt);
      const { starts, counts, weights, stride, positions } = acrossAt;
      rowPass(stripAt, line, count, starts, counts, weights, stride, positions, betweenAt + row * outLine);
    }
    const { starts, counts, weights, stride, positions } = downAt;
    columns(betweenAt, outLine, firstRow, starts, counts, weights, stride, positions, targetAt);
    return bytes.slice(targetAt, targetAt + positions * outLine);
  };
}
