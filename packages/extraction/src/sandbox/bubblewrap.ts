import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionProvider } from '@clusterboard/environment';
import { childEnvironment } from './child-environment.ts';
import { descriptors } from './job.ts';

/** What the child is to be able to read and run. */
export interface SandboxContent {
  readonly runnerEntry: string;
  readonly modelPath: string;
  readonly executionProviders: readonly ExecutionProvider[];
}

/** What the installed bubblewrap and the kernel can do. */
export interface BubblewrapOptions {
  /** From 0.8 on: no user namespaces inside, whatever happens to the filter. */
  readonly disableUserns: boolean;
  readonly seccomp: boolean;
}

const found = (candidates: readonly string[]): string | null =>
  candidates.find((path) => existsSync(path)) ?? null;

export const bwrap = () => found(['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap']);

/** The folder of an installed package as `from` would resolve it, without symbolic links. */
function packageFolder(name: string, from: string): string {
  const main = realpathSync(createRequire(from).resolve(name));
  const marker = `${sep}node_modules${sep}${name}${sep}`;
  const end = main.lastIndexOf(marker);
  if (end === -1) throw new Error(`${name} is not in a node_modules folder`);
  return main.slice(0, end + marker.length - 1);
}

const devicesNamed = (folder: string, wanted: (name: string) => boolean): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(wanted)
        .map((name) => join(folder, name))
    : [];

/** The GPUs that a run may use; none where the CPU alone is asked for. */
export function gpuDevices(providers: readonly ExecutionProvider[]): readonly string[] {
  const nvidia = providers.includes('cuda') || providers.includes('webgpu');
  return [
    ...(nvidia ? devicesNamed('/dev', (name) => name.startsWith('nvidia')) : []),
    ...(providers.includes('webgpu') ? devicesNamed('/dev', (name) => name === 'dri') : []),
  ];
}

/** Whether the drivers and runtimes of a GPU are needed, which load more libraries than can be listed. */
const usesGpu = (providers: readonly ExecutionProvider[]): boolean =>
  gpuDevices(providers).length > 0 || providers.includes('webgpu');

/** What glibc reads before it asks for huge pages. */
const hugePages = '/sys/kernel/mm/transparent_hugepage';

const gpuFolders = [
  ...['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local', '/usr/share'],
  ...['/etc/alternatives', '/etc/vulkan', '/etc/glvnd'],
];

/**
 * The system's libraries that Node and onnxruntime load, as a process that has loaded both lists them. It runs
 * outside the sandbox, without a model.
 *
 * @returns absolute paths, the dynamic loader's among them
 */
async function loadedLibraries(runtime: string): Promise<string[]> {
  const script = `require(${JSON.stringify(runtime)});
    process.report.excludeNetwork = true;
    process.stdout.write(JSON.stringify(process.report.getReport().sharedObjects));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=commonjs', '--eval', script],
    { env: childEnvironment, timeout: 30_000, killSignal: 'SIGKILL' },
  );
  const listed: unknown = JSON.parse(stdout);
  if (!Array.isArray(listed)) throw new Error('Node does not list its shared objects');
  return listed
    .map(String)
    .filter((path) => path.startsWith('/') && !path.startsWith(runtime + sep) && existsSync(path));
}

const libraries = new Map<string, Promise<string[]>>();

function librariesOf(runtime: string): Promise<string[]> {
  const known = libraries.get(runtime);
  if (known !== undefined) return known;
  const asked = loadedLibraries(runtime);
  libraries.set(runtime, asked);
  // Asked again at the next trial.
  asked.catch(() => libraries.delete(runtime));
  return asked;
}

const readOnly = (from: string, to: string): string[] => ['--ro-bind', from, to];
const readOnlyIfThere = (path: string): string[] => ['--ro-bind-try', path, path];

async function systemArguments(
  runtime: string,
  providers: readonly ExecutionProvider[],
): Promise<readonly string[]> {
  const always = ['/etc/ld.so.cache', '/usr/share/nodejs'].flatMap(readOnlyIfThere);
  if (!usesGpu(providers)) {
    const needed = await librariesOf(runtime);
    return [...needed.flatMap((path) => readOnly(path, path)), ...always, ...readOnlyIfThere(hugePages)];
  }
  const devices = gpuDevices(providers).flatMap((path) => ['--dev-bind-try', path, path]);
  return [...devices, ...[...gpuFolders, '/sys'].flatMap(readOnlyIfThere), ...always];
}

/**
 * No network, no other process in sight, everything read-only, and nothing there but Node, the runtime, the
 * libraries that they load and one model: no shell, and no program beside Node. Images come through a pipe.
 *
 * @throws Error where the runtime is not installed or does not load
 */
export async function bubblewrapArguments(
  { runnerEntry, modelPath, executionProviders }: SandboxContent,
  { disableUserns, seccomp }: BubblewrapOptions,
): Promise<string[]> {
  const runtime = packageFolder('onnxruntime-node', runnerEntry);
  const common = packageFolder('onnxruntime-common', join(runtime, 'package.json'));
  const system = await systemArguments(runtime, executionProviders);
  return [
    ...['--unshare-user', '--unshare-all', '--new-session', '--die-with-parent'],
    ...['--uid', '65534', '--gid', '65534', '--cap-drop', 'ALL', '--hostname', 'encoder', '--clearenv'],
    ...(disableUserns ? ['--disable-userns'] : []),
    ...(seccomp ? ['--seccomp', String(descriptors.filter)] : []),
    ...Object.entries(childEnvironment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...system,
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
