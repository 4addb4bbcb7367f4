import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FilteredCommand } from './start-child.ts';

/** The kernel's limits on a model with all of its processes: cgroup v2. */
export interface ControlGroup {
  /** The same command, started inside the group. */
  enter(command: FilteredCommand): FilteredCommand;
  /** Whether the kernel ended a process of the group for want of memory. */
  ranOutOfMemory(): Promise<boolean>;
  /** Kills what is left in the group and removes it. */
  remove(): Promise<void>;
}

/** Why models cannot have a group of their own; its message is shown to the operator. */
export class NoControlGroup extends Error {
  override readonly name = 'NoControlGroup';

  constructor(reason: string) {
    super(`RUNNER_CGROUP=own: ${reason}. See “Untrusted models” in docs/operations.md.`);
  }
}

/** Threads and processes of Node, onnxruntime and a driver; a model that runs wild has thousands. */
const maxTasks = 512;
const controllers = ['memory', 'pids'];
/** For the process that makes the groups: cgroup v2 allows no processes beside groups with limits. */
const ownLeaf = 'worker';

const read = async (directory: string, file: string): Promise<string> =>
  (await readFile(join(directory, file), 'utf8')).trim();

/** The group of this process, below the mount of cgroup v2; null where there is none. */
async function currentGroup(mount: string): Promise<string | null> {
  const text = await readFile('/proc/self/cgroup', 'utf8').catch(() => '');
  const path = /^0::(\/.*)$/m.exec(text)?.[1];
  return path === undefined ? null : join(mount, path);
}

/**
 * Prepares the group that this process was started in, which must be its own, such as that of a systemd unit with
 * `Delegate=memory pids`, to hold one group for each model; moves this process into a group `worker` below it.
 *
 * @returns its directory, for `openControlGroup`
 * @throws NoControlGroup if there is none, or it is not delegated
 */
export async function prepareControlGroup(mount = '/sys/fs/cgroup'): Promise<string> {
  const current = await currentGroup(mount);
  if (current === null) throw new NoControlGroup('this system has no cgroup v2');
  const own = current.endsWith(`/${ownLeaf}`) ? join(current, '..') : current;
  const available = (await read(own, 'cgroup.controllers').catch(() => '')).split(' ');
  const missing = controllers.filter((controller) => !available.includes(controller));
  if (missing.length > 0) throw new NoControlGroup(`${own} has no controller ${missing.join(' and ')}`);
  try {
    await access(own, constants.W_OK);
    const leaf = join(own, ownLeaf);
    await mkdir(leaf, { recursive: true });
    await writeFile(join(leaf, 'cgroup.procs'), String(process.pid));
    await writeFile(join(own, 'cgroup.subtree_control'), controllers.map((name) => `+${name}`).join(' '));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new NoControlGroup(
      code === 'EBUSY' ? `${own} holds other processes` : `${own} is not delegated to this user (${code})`,
    );
  }
  await removeEnded(own);
  return own;
}

/** Of models whose worker was killed. */
async function removeEnded(own: string): Promise<void> {
  const left = (await readdir(own)).filter((name) => name.startsWith('model-'));
  await Promise.all(left.map((name) => removeGroup(join(own, name))));
}

async function removeGroup(directory: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    await writeFile(join(directory, 'cgroup.kill'), '1').catch(() => undefined);
    try {
      return await rmdir(directory);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      // Processes that were killed are still ending.
      await pause(20);
    }
  }
}

/** @param own as `prepareControlGroup` returned it */
export async function openControlGroup(own: string, memoryBytes: number): Promise<ControlGroup> {
  const directory = join(own, `model-${randomUUID()}`);
  await mkdir(directory);
  const limits: readonly (readonly [string, string | number])[] = [
    ['memory.max', memoryBytes],
    ['memory.oom.group', 1],
    ['pids.max', maxTasks],
  ];
  for (const [file, value] of limits) await writeFile(join(directory, file), String(value));
  // A kernel without swap has no such file.
  await writeFile(join(directory, 'memory.swap.max'), '0').catch(() => undefined);
  return {
    enter: ({ command, args, filter }) => ({
      command: '/bin/sh',
      // Before anything of the model runs: whatever it starts is in the group too.
      args: ['-c', 'echo 0 > "$1/cgroup.procs" && shift && exec "$@"', 'sh', directory, command, ...args],
      filter,
    }),
    ranOutOfMemory: async () =>
      /^oom_kill [1-9]/m.test(await read(directory, 'memory.events').catch(() => '')),
    remove: () => removeGroup(directory),
  };
}
