import { spawn } from 'node:child_process';
import { accessSync, appendFileSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupFailure } from './progress.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what is under way when the set-up is interrupted. */
export function endAll() {
  for (const child of running) child.kill('SIGTERM');
}

/** Where commands are found. @param {string} name @returns {boolean} */
export function isCommand(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A log that cannot be written is no reason to stop. @param {string} log @param {string} text */
function append(log, text) {
  try {
    appendFileSync(log, text);
  } catch {
    // Lost; the end of what a failing command said is shown anyway.
  }
}

/**
 * Runs a command, its output going to `options.log`.
 *
 * @param {readonly string[]} command
 * @param {{ cwd: string, log: string, env?: Record<string, string>, note?: (line: string) => void }} options
 * @returns {Promise<{ code: number, output: string }>} `output` is the last 16 kB of both streams
 */
export function attempt(command, { cwd, log, env = {}, note = () => undefined }) {
  const [file = '', ...args] = command;
  append(log, `\n$ ${command.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        append(log, text);
        output = (output + text).slice(-16_384);
        const line = text.trimEnd().split('\n').at(-1);
        if (line) note(line);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(new SetupFailure(`${file} could not be run: ${error.message}.`));
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * As {@link attempt}; a command that fails ends the set-up, with the end of what it said.
 *
 * @param {readonly string[]} command
 * @param {Parameters<typeof attempt>[1]} options
 * @returns {Promise<string>}
 */
export async function run(command, options) {
  const { code, output } = await attempt(command, options);
  if (code === 0) return output;
  if (/ENOSPC|No space left on device/i.test(output))
    throw new SetupFailure(`The disk that holds ${options.cwd} is full.`);
  const tail = output.trimEnd().split('\n').slice(-25).join('\n');
  throw new SetupFailure(`${tail}\n\n“${command.join(' ')}” failed; all of its output is in ${options.log}.`);
}
