import { describe, expect, it } from 'vitest';
import { seccompFilter } from './filter.ts';
import { allowedCalls } from './system-calls.ts';

const machines = {
  x64: { audit: 0xc000_003e, column: 0, clone: 56, ioctl: 16, prctl: 157 },
  arm64: { audit: 0xc000_00b7, column: 1, clone: 220, ioctl: 29, prctl: 167 },
} as const;
type Machine = keyof typeof machines;

const ends = { allow: 0x7fff_0000, kill: 0x8000_0000, missing: 0x0005_0026 };

/** What the kernel would do: runs classic BPF over `struct seccomp_data`. */
function decide(program: Uint8Array, audit: number, call: number, args: readonly number[] = []): string {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, call, true);
  data.setUint32(4, audit, true);
  for (const [at, value] of args.entries()) data.setUint32(16 + 8 * at, value, true);
  const view = new DataView(program.buffer);
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const code = view.getUint16(at * 8, true);
    const k = view.getUint32(at * 8 + 4, true);
    const jump = (holds: boolean) => {
      at += view.getUint8(at * 8 + (holds ? 2 : 3));
    };
    if (code === 0x20) accumulator = data.getUint32(k, true);
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0;
    else if (code === 0x15) jump(accumulator === k);
    else if (code === 0x35) jump(accumulator >= k);
    else if (code === 0x45) jump((accumulator & k) !== 0);
    else if (code === 0x06) return Object.entries(ends).find(([, action]) => action === k)?.[0] ?? `${k}`;
    else throw new Error(`the instruction ${code}`);
  }
  throw new Error('the program has no end');
}

/** On [x86_64, aarch64]. */
const refused: Record<string, readonly [number | null, number]> = {
  socket: [41, 198],
  socketpair: [53, 199],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept4: [288, 242],
  sendmsg: [46, 211],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  clone3: [435, 435],
  fork: [57, 1079],
  vfork: [58, 1071],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  bpf: [321, 280],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  seccomp: [317, 277],
  init_module: [175, 105],
  finit_module: [313, 273],
  kexec_load: [246, 104],
  reboot: [169, 142],
  swapon: [167, 224],
  setuid: [105, 146],
  capset: [126, 91],
  open_by_handle_at: [304, 265],
  pidfd_open: [434, 434],
  pidfd_getfd: [438, 438],
  memfd_secret: [447, 447],
  personality: [135, 92],
  execveat: [322, 281],
  link: [86, 1025],
  symlinkat: [266, 36],
  mknodat: [259, 33],
};

describe.each(Object.keys(machines) as Machine[])('the filter for %s', (machine) => {
  const { audit, column, clone, ioctl, prctl } = machines[machine];
  const filter = (anyDevice = false) => {
    const program = seccompFilter({ machine, anyDevice });
    if (program === null) throw new Error('no filter');
    return program;
  };
  const decided = (call: number, ...args: number[]) => decide(filter(), audit, call, args);

  it.each(Object.entries(refused))('has no %s', (_, numbers) => {
    expect(decided(numbers[column] ?? -1)).toBe('missing');
  });

  it('allows what Node needs, and nothing else', () => {
    const numbers = Object.values(allowedCalls).flatMap((both) => both[column] ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    const allowed = Array.from({ length: 1200 }, (_, call) => call).filter(
      (call) => decided(call) === 'allow',
    );
    expect(allowed).toEqual(numbers.toSorted((left, right) => left - right));
  });

  it('makes threads, and neither processes nor namespaces', () => {
    // What glibc passes for a thread, and for a process.
    expect(decided(clone, 0x003d_0f00)).toBe('allow');
    expect(decided(clone, 0x0120_0011)).toBe('missing');
    expect(decided(clone, 0x4111)).toBe('missing');
    for (const namespace of [0x80, 0x2_0000, ...[25, 26, 27, 28, 29, 30].map((bit) => 2 ** bit)]) {
      expect(decided(clone, (0x003d_0f00 | namespace) >>> 0)).toBe('missing');
    }
  });

  it('takes few requests of terminals, and the driver’s own where there is a GPU', () => {
    expect([0x5401, 0x5421, 0x5412, 0xc020_4637].map((request) => decided(ioctl, 1, request))).toEqual([
      'allow',
      'allow',
      'missing',
      'missing',
    ]);
    const gpu = [0xc020_4637, 0x5412, 0x541c].map((request) =>
      decide(filter(true), audit, ioctl, [1, request]),
    );
    expect(gpu).toEqual(['allow', 'missing', 'missing']);
  });

  it('lets a process name itself, and not undo its limits', () => {
    // PR_SET_NAME, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_SET_DUMPABLE
    expect([15, 22, 38, 47, 4].map((option) => decided(prctl, option))).toEqual([
      'allow',
      ...Array(4).fill('missing'),
    ]);
  });

  it('ends a program of another machine or interface', () => {
    // i386, arm, x86_64, aarch64
    const others = [0x4000_0003, 0x4000_0028, 0xc000_003e, 0xc000_00b7].filter((other) => other !== audit);
    for (const other of others) expect(decide(filter(), other, 0)).toBe('kill');
    expect(decided(0x4000_0000 + 1)).toBe('kill');
  });
});

it('is null for a machine whose calls are not known', () => {
  expect(seccompFilter({ machine: 'riscv64', anyDevice: false })).toBeNull();
});
