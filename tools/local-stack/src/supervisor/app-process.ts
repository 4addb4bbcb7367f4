import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { printable, printableText } from '@clusterboard/problems';
import { execa } from 'execa';
import type { RotatingLog } from '../logs/rotating-log.ts';
import { send } from '../process-record.ts';
import type { Exit } from '../service-process.ts';
import { noteworthy } from './app-log.ts';

/** A Node program of ours and how to tell that it is ready. */
export interface AppDefinition {
  /** Names its log and prefixes its lines. */
  readonly name: string;
  /** Begins a sentence: “The API”. */
  readonly title: string;
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** An address that answers with success, or the app's own message `{ type: 'ready' }`. */
  readonly ready: { readonly url: string } | 'message';
  /** Whether it sends `{ type: 'alive' }` every few seconds once it is ready. */
  readonly heartbeat?: boolean;
}

/** One run of an app. */
export interface AppProcess {
  readonly pid: number;
  /** Settles after the end of the process and of its output. */
  readonly exited: Promise<Exit>;
  /** Resolves once it is ready; stays pending when it never is. */
  readonly ready: Promise<void>;
  /** Calls `listener` at each message `{ type: 'alive' }`. */
  onHeartbeat(listener: () => void): void;
  /** Its last lines that were not meant as log entries of no concern. */
  readonly lastLines: readonly string[];
  /** Asks it to end and, after `graceMs` milliseconds, ends it and all in its process group. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

const exitWithParent = fileURLToPath(new URL('../exit-with-parent.mjs', import.meta.url));

/**
 * Starts an app in a session of its own, so that Ctrl-C in the terminal reaches only the supervisor.
 *
 * @param show is given the lines worth showing
 */
export async function startApp(
  app: AppDefinition,
  log: RotatingLog,
  show: (line: string) => void,
): Promise<AppProcess> {
  const child = execa(process.execPath, ['--import', exitWithParent, ...app.args], {
    cwd: app.cwd,
    env: { ...app.env, CLUSTERBOARD_SUPERVISOR: String(process.pid) },
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastLines: string[] = [];
  readLines(child, log, (line) => {
    lastLines.push(line);
    if (lastLines.length > 40) lastLines.shift();
    show(line);
  });
  let ended = false;
  const exited = child.then(({ exitCode, signal }): Exit => {
    ended = true;
    return { code: exitCode ?? null, signal: signal ?? null };
  });
  const { pid } = child;
  if (pid === undefined) throw (await child).cause;
  // Its group outlives it where a child of its own was not ended by it.
  const kill = () => send(-pid, 'SIGKILL');
  child.once('exit', kill);
  process.once('exit', kill);
  void exited.then(() => process.removeListener('exit', kill));

  return {
    pid,
    exited,
    lastLines,
    onHeartbeat: (listener) => onMessage(child, 'alive', listener),
    ready: app.ready === 'message' ? untilMessage(child) : untilAnswer(app.ready.url, () => ended),
    kill,
    async stop(graceMs) {
      if (!ended) {
        send(pid, 'SIGTERM');
        const limit = new AbortController();
        await Promise.race([
          exited,
          pause(graceMs, undefined, { signal: limit.signal }).catch(() => undefined),
        ]);
        limit.abort();
      }
      kill();
      await exited;
    },
  };
}

function readLines(child: ChildProcess, log: RotatingLog, show: (line: string) => void): Interface[] {
  return (['stdout', 'stderr'] as const).flatMap((stream) => {
    const input = child[stream];
    if (!input) return [];
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => {
      // Names of strangers end in messages, and people read logs in terminals.
      log.write(printableText(line));
      const shown = noteworthy(line, stream);
      if (shown !== undefined) show(printable(shown));
    });
    return [lines];
  });
}

function onMessage(child: ChildProcess, type: 'ready' | 'alive', listener: () => void): void {
  child.on('message', (message) => {
    if (typeof message === 'object' && message && 'type' in message && message.type === type) listener();
  });
}

const untilMessage = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => onMessage(child, 'ready', resolve));

async function untilAnswer(url: string, given: () => boolean): Promise<void> {
  while (!given()) {
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
      await answer.body?.cancel();
      if (answer.status < 400) return;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  await new Promise(() => undefined);
}
