/** A number of a system call with its arguments. */
export type SystemCall = readonly [call: number, ...args: number[]];

const base = 0x40_0000;
const headers = 64 + 56;

/** mov r, imm32 for rdi, rsi, rdx, r10, r8, r9. */
const moves = [[0xbf], [0xbe], [0xba], [0x41, 0xba], [0x41, 0xb8], [0x41, 0xb9]] as const;

const int32 = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];
const int64 = (value: number): number[] => [...new Uint8Array(BigUint64Array.of(BigInt(value)).buffer)];

/** mov eax, call; arguments; syscall. */
const callCode = ([call, ...args]: SystemCall): number[] => [
  0xb8,
  ...int32(call),
  ...moves.flatMap((move, at) => [...move, ...int32(args[at] ?? 0)]),
  0x0f,
  0x05,
];

/**
 * A program for x86_64 Linux, an ELF file without libraries: makes the calls one after the other and writes what
 * they give to stdout, int64 each. No compiler is needed for it.
 */
export function systemCallProgram(calls: readonly SystemCall[]): Uint8Array {
  const results = base + 0x10_0000;
  const code = [
    // mov [results + 8 × at], rax
    ...calls.flatMap((call, at) => [...callCode(call), 0x48, 0xa3, ...int64(results + 8 * at)]),
    ...callCode([1, 1, results, 8 * calls.length]),
    ...callCode([231, 0]),
  ];
  const file = new Uint8Array(headers + code.length);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  // An executable for x86_64 with one segment, for reading, writing and running.
  view.setUint16(16, 2, true);
  view.setUint16(18, 62, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(base + headers), true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(52, 64, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 1, true);
  view.setUint32(68, 7, true);
  view.setBigUint64(80, BigInt(base), true);
  view.setBigUint64(88, BigInt(base), true);
  view.setBigUint64(96, BigInt(file.length), true);
  view.setBigUint64(104, 0x20_0000n, true);
  view.setBigUint64(112, 0x1000n, true);
  file.set(code, headers);
  return file;
}
