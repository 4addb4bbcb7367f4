import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import {
  type BubblewrapOptions,
  bubblewrapArguments,
  bwrap,
  gpuDevices,
  type SandboxContent,
} from './bubblewrap.ts';
import { seccompFilter } from './seccomp/filter.ts';
import { startChild } from './start-child.ts';

/** How a trial ended: bubblewrap with these options works, or why it does not, as part of a sentence. */
export type Trial =
  | { readonly works: true; readonly options: BubblewrapOptions }
  | { readonly works: false; readonly obstacle: string };

/** A kernel's settings and the installed programs change while we run: neither answer holds for ever. */
const remembered = { workingMs: 10 * 60_000, failingMs: 30_000 } as const;

const trialMs = 30_000;

export const filterFor = ({ executionProviders }: Pick<SandboxContent, 'executionProviders'>) =>
  seccompFilter({ machine: process.arch, anyDevice: gpuDevices(executionProviders).length > 0 });

/** What goes wrong when a Node that has loaded the runtime is started inside; null when nothing does. */
async function failureWith(
  path: string,
  content: SandboxContent,
  options: BubblewrapOptions,
): Promise<string | null> {
  const filter = options.seccomp ? filterFor(content) : null;
  const script = "require('/runner/node_modules/onnxruntime-node')";
  const inside = ['/runner/node', '--input-type=commonjs', '--eval', script];
  const args = [...(await bubblewrapArguments(content, options)), ...inside];
  const child = startChild({ command: path, args, filter }, [
    'ignore',
    'ignore',
    'pipe',
    'ignore',
    'ignore',
    'ignore',
  ]);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, 2000);
  });
  const clock = setTimeout(() => child.kill('SIGKILL'), trialMs);
  const [code, signal] = await once(child, 'close').finally(() => clearTimeout(clock));
  if (code === 0) return null;
  return stderr.trim() || `it ended with ${signal ?? `exit code ${code}`}`;
}

async function tryBubblewrap(content: SandboxContent): Promise<Trial> {
  const path = bwrap();
  if (path === null) return { works: false, obstacle: 'bubblewrap is not installed' };
  try {
    const { stdout: help } = await promisify(execFile)(path, ['--help'], { timeout: trialMs });
    const seccomp = filterFor(content) !== null;
    // A bubblewrap that is installed setuid refuses it, though it knows it.
    const attempts = help.includes('--disable-userns') ? [true, false] : [false];
    let failure = '';
    for (const disableUserns of attempts) {
      const options = { disableUserns, seccomp };
      const failed = await failureWith(path, content, options);
      if (failed === null) return { works: true, options };
      failure ||= failed;
    }
    return { works: false, obstacle: `bubblewrap does not run here: ${failure}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { works: false, obstacle: `bubblewrap does not run here: ${reason}` };
  }
}

interface Remembered {
  readonly trial: Promise<Trial>;
  /** By the clock given; not known before the trial has ended. */
  until: number;
}

const trials = new Map<string, Remembered>();

/**
 * Whether bubblewrap works here, found out by trying it. The answer is remembered for ten minutes, that it does
 * not work for half a minute.
 */
export function tryAgainOrRemember(
  content: Omit<SandboxContent, 'modelPath'>,
  now: () => number = () => performance.now(),
): Promise<Trial> {
  const key = [content.runnerEntry, ...content.executionProviders].join('\n');
  const known = trials.get(key);
  if (known !== undefined && now() < known.until) return known.trial;
  // Any file stands for the model.
  const trial = tryBubblewrap({ ...content, modelPath: content.runnerEntry });
  const entry: Remembered = { trial, until: Number.POSITIVE_INFINITY };
  trials.set(key, entry);
  void trial.then(({ works }) => {
    entry.until = now() + (works ? remembered.workingMs : remembered.failingMs);
  });
  return trial;
}
