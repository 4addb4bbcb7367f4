import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';

export type SandboxChoice = 'auto' | 'bubblewrap' | 'none';

/**
 * All that the child's environment holds. Since 1.29 onnxruntime reports file names, graph names and
 * hashes of the models it loads to its makers unless this is set.
 */
export const childEnvironment = {
  ORT_DISABLE_TELEMETRY: '1',
  // glibc ≥ 2.35 asks for huge pages then: a network's activations are some 100 MiB that the first runs
  // would otherwise touch 4 KiB at a time. Other systems pass over it.
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
} as const;

/** A command line and the paths under which the child finds its files. */
export interface SandboxedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly modelPath: string;
}

const found = (candidates: readonly string[]): string | null =>
  candidates.find((path) => existsSync(path)) ?? null;

const bwrap = () => found(['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap']);
const prlimit = () => found(['/usr/bin/prlimit', '/bin/prlimit']);

/** The folder of an installed package as `from` would resolve it, without symbolic links. */
function packageFolder(name: string, from: string): string {
  const main = realpathSync(createRequire(from).resolve(name));
  const marker = `${sep}node_modules${sep}${name}${sep}`;
  const end = main.lastIndexOf(marker);
  if (end === -1) throw new Error(`${name} is not in a node_modules folder`);
  return main.slice(0, end + marker.length - 1);
}

const cudaDevices = (): string[] =>
  existsSync('/dev')
    ? readdirSync('/dev')
        .filter((name) => name.startsWith('nvidia'))
        .map((name) => join('/dev', name))
    : [];

/** What glibc reads before it asks for huge pages. */
const hugePages = '/sys/kernel/mm/transparent_hugepage';

/**
 * No network, no other process in sight, everything read-only, and nothing there but the system's
 * libraries, Node, the runtime and one model. Images and features are open descriptors, not paths.
 */
function bubblewrapArguments(runnerEntry: string, modelPath: string): string[] {
  const runtime = packageFolder('onnxruntime-node', runnerEntry);
  const common = packageFolder('onnxruntime-common', join(runtime, 'package.json'));
  const readOnly = (from: string, to: string) => ['--ro-bind', from, to];
  const system = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/alternatives'];
  const devices = cudaDevices();
  return [
    // The child is the leader of its own session already: it is spawned detached.
    ...['--unshare-user', '--unshare-all', '--die-with-parent', '--uid', '65534', '--gid', '65534'],
    ...['--cap-drop', 'ALL', '--hostname', 'encoder', '--clearenv'],
    ...Object.entries(childEnvironment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...system.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...devices.flatMap((path) => ['--dev-bind-try', path, path]),
    ...(devices.length > 0 ? ['--ro-bind-try', '/sys', '/sys'] : ['--ro-bind-try', hugePages, hugePages]),
    ...readOnly(realpathSync(process.execPath), '/runner/node'),
    ...readOnly(runnerEntry, '/runner/main.mjs'),
    ...readOnly(runtime, '/runner/node_modules/onnxruntime-node'),
    ...readOnly(common, '/runner/node_modules/onnxruntime-common'),
    ...readOnly(modelPath, '/model/model.onnx'),
    // Memory of a tmpfs counts towards no limit: what is writable has to be small.
    ...['--size', String(16 * 1024 * 1024), '--perms', '1777', '--tmpfs', '/tmp'],
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/tmp'],
    '--',
  ];
}

const trials = new Map<string, Promise<string | null>>();

/** Why bubblewrap cannot be used here, found out by trying it once; null when it can. */
export function bubblewrapObstacle(runnerEntry: string, modelPath: string): Promise<string | null> {
  const path = bwrap();
  if (path === null) return Promise.resolve('bubblewrap is not installed');
  const known = trials.get(runnerEntry);
  if (known !== undefined) return known;
  const trial = promisify(execFile)(
    path,
    [...bubblewrapArguments(runnerEntry, modelPath), '/runner/node', '--version'],
    { env: {}, timeout: 30_000, killSignal: 'SIGKILL' },
  ).then(
    () => null,
    (error: { stderr?: string }) => `bubblewrap does not run here: ${(error.stderr ?? String(error)).trim()}`,
  );
  trials.set(runnerEntry, trial);
  return trial;
}

async function useBubblewrap(
  choice: SandboxChoice,
  runnerEntry: string,
  modelPath: string,
  log: (line: string) => void,
): Promise<boolean> {
  if (choice === 'none') return false;
  const obstacle = await bubblewrapObstacle(runnerEntry, modelPath);
  if (obstacle === null) return true;
  if (choice === 'bubblewrap') throw new Error(obstacle);
  log(`the encoder runs without a sandbox: ${obstacle}`);
  return false;
}

export interface ProcessLimits {
  /** Private writable memory, in bytes: a bound that the kernel keeps between two looks of the watch. */
  readonly dataBytes: number;
  /** Longest file that may be written, in bytes. */
  readonly fileBytes: number;
}

function limitArguments({ dataBytes, fileBytes }: ProcessLimits): string[] {
  const path = prlimit();
  return path === null ? [] : [path, `--data=${dataBytes}`, `--fsize=${fileBytes}`, '--core=0', '--'];
}

/**
 * The command that runs the child inside its limits and, where it can, its sandbox; its last argument, the
 * job, is for the caller to add.
 *
 * @throws Error when bubblewrap is demanded and does not run here
 */
export async function sandboxedCommand(
  choice: SandboxChoice,
  { runnerEntry, modelPath }: { runnerEntry: string; modelPath: string },
  limits: ProcessLimits,
  log: (line: string) => void,
): Promise<SandboxedCommand> {
  const sandboxed = await useBubblewrap(choice, runnerEntry, modelPath, log);
  const path = bwrap();
  const line = [
    ...limitArguments(limits),
    ...(sandboxed && path !== null
      ? [path, ...bubblewrapArguments(runnerEntry, modelPath), '/runner/node', '/runner/main.mjs']
      : [process.execPath, runnerEntry]),
  ];
  const [command = process.execPath, ...args] = line;
  return { command, args, modelPath: sandboxed ? '/model/model.onnx' : modelPath };
}
