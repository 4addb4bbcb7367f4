/**
 * Classic BPF as the kernel takes it for seccomp (linux/filter.h, linux/bpf_common.h): instructions of 8 bytes,
 * { u16 code; u8 jt; u8 jf; u32 k }, in the byte order of the machine. Both machines that are supported are
 * little-endian. Jumps go forward only, over at most 255 instructions.
 */
interface Instruction {
  readonly code: number;
  /** Instructions to skip where the comparison holds, and where it does not. */
  readonly whenTrue: number;
  readonly whenFalse: number;
  readonly k: number;
}

/** BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ | BPF_K and so on. */
const codes = { load: 0x20, equal: 0x15, atLeast: 0x35, anyBit: 0x45, and: 0x54, return: 0x06 } as const;

const plain = (code: number, k: number): Instruction => ({ code, whenTrue: 0, whenFalse: 0, k });

/** Loads 4 bytes of `struct seccomp_data` into the accumulator. */
export const load = (offset: number): Instruction => plain(codes.load, offset);

/** Ends the filter with an action. */
export const give = (action: number): Instruction => plain(codes.return, action);

/** Keeps the bits of a mask in the accumulator. */
export const mask = (bits: number): Instruction => plain(codes.and, bits);

type Comparison = 'equal' | 'atLeast' | 'anyBit';

function distance(skipped: number): number {
  if (!Number.isInteger(skipped) || skipped < 0 || skipped > 255) throw new Error(`a jump over ${skipped}`);
  return skipped;
}

/** Goes on with the next instruction where the accumulator compares so with `k`, else skips `skipped`. */
export const unlessSkip = (comparison: Comparison, k: number, skipped: number): Instruction => ({
  code: codes[comparison],
  whenTrue: 0,
  whenFalse: distance(skipped),
  k,
});

/** Skips `skipped` instructions where the accumulator compares so with `k`. */
export const whenSkip = (comparison: Comparison, k: number, skipped: number): Instruction => ({
  code: codes[comparison],
  whenTrue: distance(skipped),
  whenFalse: 0,
  k,
});

export type { Instruction };

/** BPF_MAXINSNS. */
const maxInstructions = 4096;

export function assemble(program: readonly Instruction[]): Uint8Array {
  if (program.length > maxInstructions) throw new Error(`a filter of ${program.length} instructions`);
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [at, { code, whenTrue, whenFalse, k }] of program.entries()) {
    view.setUint16(at * 8, code, true);
    view.setUint8(at * 8 + 2, whenTrue);
    view.setUint8(at * 8 + 3, whenFalse);
    view.setUint32(at * 8 + 4, k >>> 0, true);
  }
  return bytes;
}
