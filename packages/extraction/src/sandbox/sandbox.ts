import { existsSync } from 'node:fs';
import { bubblewrapArguments, bwrap, type SandboxContent } from './bubblewrap.ts';
import type { FilteredCommand } from './start-child.ts';
import { filterFor, type Trial, tryAgainOrRemember } from './trial.ts';

export type SandboxChoice = 'auto' | 'bubblewrap' | 'none';

/** A command line and the paths under which the child finds its files. */
export interface SandboxedCommand extends FilteredCommand {
  readonly modelPath: string;
}

const prlimit = () => ['/usr/bin/prlimit', '/bin/prlimit'].find((path) => existsSync(path)) ?? null;

/** Why bubblewrap cannot be used here, as part of a sentence; null when it can. */
export async function bubblewrapObstacle(content: Omit<SandboxContent, 'modelPath'>): Promise<string | null> {
  const trial = await tryAgainOrRemember(content);
  return trial.works ? null : trial.obstacle;
}

async function useBubblewrap(
  choice: SandboxChoice,
  content: SandboxContent,
  log: (line: string) => void,
): Promise<Extract<Trial, { works: true }> | null> {
  if (choice === 'none') return null;
  const trial = await tryAgainOrRemember(content);
  if (trial.works) return trial;
  if (choice === 'bubblewrap') throw new Error(trial.obstacle);
  log(`the encoder runs without a sandbox: ${trial.obstacle}`);
  return null;
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
  content: SandboxContent,
  limits: ProcessLimits,
  log: (line: string) => void,
): Promise<SandboxedCommand> {
  const sandbox = await useBubblewrap(choice, content, log);
  const path = bwrap();
  const inside = sandbox !== null && path !== null;
  const line = [
    ...limitArguments(limits),
    ...(inside
      ? [path, ...(await bubblewrapArguments(content, sandbox.options)), '/runner/node', '/runner/main.mjs']
      : [process.execPath, content.runnerEntry]),
  ];
  const [command = process.execPath, ...args] = line;
  return {
    command,
    args,
    modelPath: inside ? '/model/model.onnx' : content.modelPath,
    filter: inside && sandbox.options.seccomp ? filterFor(content) : null,
  };
}
