import { assemble, give, type Instruction, load, mask, unlessSkip, whenSkip } from './assemble.ts';
import { allowedCalls, type CallNumbers, conditionalCalls } from './system-calls.ts';

/** Of linux/audit.h, and where the numbers of its calls stand in {@link CallNumbers}. */
const machines = {
  x64: { audit: 0xc000_003e, column: 0 },
  arm64: { audit: 0xc000_00b7, column: 1 },
} as const;

/** Offsets in `struct seccomp_data`: the number, the machine, and the low halves of the arguments. */
const data = { call: 0, machine: 4, argument: (index: number) => 16 + 8 * index } as const;

const actions = {
  allow: 0x7fff_0000,
  killProcess: 0x8000_0000,
  // ENOSYS: libraries try the older call then, as they do on an older kernel. So glibc makes threads by clone,
  // whose arguments can be examined, instead of clone3, whose arguments lie in memory.
  missing: 0x0005_0000 | 38,
} as const;

/** Calls of the x32 interface have this bit and another table. */
const x32 = 0x4000_0000;

/** CLONE_VM | CLONE_THREAD: a thread of this process, and no other process. */
const thread = 0x0000_0100 | 0x0001_0000;
/** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const namespaces = 0x7e02_0080;

/** TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; above all not TIOCSTI. */
const terminalRequests = [0x5401, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451];
/** TIOCSTI, TIOCLINUX: they type into the operator's terminal. */
const typing = [0x5412, 0x541c];

/** PR_SET_PDEATHSIG, GET_DUMPABLE, SET_NAME, GET_NAME, SET_THP_DISABLE, GET_THP_DISABLE, SET_VMA. */
const processOptions = [1, 3, 15, 16, 41, 42, 0x5356_4d41];

const allowed = give(actions.allow);
const missing = give(actions.missing);

/** Ends the filter by what `body` gives where the call has this number. */
const when = (call: number, body: readonly Instruction[]): Instruction[] => [
  unlessSkip('equal', call, body.length),
  ...body,
];

const whenOneOf = (values: readonly number[], then: Instruction): Instruction[] =>
  values.flatMap((value) => when(value, [then]));

const onlyThreads: readonly Instruction[] = [
  load(data.argument(0)),
  unlessSkip('anyBit', namespaces, 1),
  missing,
  mask(thread),
  unlessSkip('equal', thread, 1),
  allowed,
  missing,
];

const fewOptions: readonly Instruction[] = [
  load(data.argument(0)),
  ...whenOneOf(processOptions, allowed),
  missing,
];

/** A driver of a GPU takes requests that only it knows. */
const requests = (anyDevice: boolean): readonly Instruction[] => [
  load(data.argument(1)),
  ...(anyDevice
    ? [...whenOneOf(typing, missing), allowed]
    : [...whenOneOf(terminalRequests, allowed), missing]),
];

export interface FilterOptions {
  /** As `process.arch` names it. */
  readonly machine: string;
  /** Whether a GPU is used. */
  readonly anyDevice: boolean;
}

/**
 * The seccomp filter of the child: what is not in `system-calls.ts` does not exist for it. A program for another
 * machine or of the x32 interface is killed. Null for a machine whose numbers are not known here.
 */
export function seccompFilter({ machine, anyDevice }: FilterOptions): Uint8Array | null {
  if (machine !== 'x64' && machine !== 'arm64') return null;
  const { audit, column } = machines[machine];
  const numbered = (numbers: CallNumbers, body: readonly Instruction[]): Instruction[] => {
    const call = numbers[column];
    return call === null ? [] : when(call, body);
  };
  return assemble([
    load(data.machine),
    whenSkip('equal', audit, 1),
    give(actions.killProcess),
    load(data.call),
    unlessSkip('atLeast', x32, 1),
    give(actions.killProcess),
    ...Object.values<CallNumbers>(allowedCalls).flatMap((numbers) => numbered(numbers, [allowed])),
    ...numbered(conditionalCalls.clone, onlyThreads),
    ...numbered(conditionalCalls.ioctl, requests(anyDevice)),
    ...numbered(conditionalCalls.prctl, fewOptions),
    missing,
  ]);
}
