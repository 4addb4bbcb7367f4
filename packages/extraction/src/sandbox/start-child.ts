import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { childEnvironment } from './child-environment.ts';
import { descriptors } from './job.ts';

/** A command line, and the seccomp filter that it reads from its descriptor; null where it takes none. */
export interface FilteredCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly filter: Uint8Array | null;
}

type Standard = 'pipe' | 'ignore' | number;

/** Starts the child with the child's environment; `stdio` are its first descriptors, up to that of the features. */
export function startChild(
  { command, args, filter }: FilteredCommand,
  stdio: readonly [
    stdin: Standard,
    stdout: Standard,
    stderr: Standard,
    messages: Standard,
    images: Standard,
    features: Standard,
  ],
): ChildProcess {
  const child = spawn(command, args, {
    detached: true,
    env: childEnvironment,
    stdio: [...stdio, filter === null ? 'ignore' : 'pipe'],
  });
  const pipe = child.stdio.at(descriptors.filter);
  if (filter !== null && pipe !== null && pipe !== undefined && 'write' in pipe) {
    // A command that fails before it reads its filter tells why elsewhere.
    pipe.on('error', () => {});
    (pipe as Writable).end(filter);
  }
  return child;
}
