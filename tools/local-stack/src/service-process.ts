import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { rotateInPlace } from './logs/rotation.ts';
import { recordProcess, send } from './process-record.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Part of a sentence: “by SIGKILL”. */
export const howEnded = ({ code, signal }: Exit): string =>
  signal ? `by ${signal}` : `with exit code ${code}`;

/** A server of ours (Postgres, Redis) and what it wrote since it was started. */
export interface ServiceProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Undefined while it runs. */
  exit(): Exit | undefined;
  /** The last 16 kB that it wrote to its log since this start. */
  log(): Promise<string>;
  /** Sends each signal in turn, waiting the given milliseconds for the end; the last resort is SIGKILL. */
  end(...steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<void>;
}

export interface ServiceCommand {
  readonly file: string;
  readonly argv0?: string | undefined;
  readonly args: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

const rotationMs = 60_000;

/**
 * Starts a server in a session of its own, so that Ctrl-C in the terminal reaches only the
 * supervisor, which ends its services in order. It writes to a file, not to a pipe: it must go on
 * when the supervisor is killed, and be found again by `recordFile`.
 *
 * @throws the operating system's error when the file cannot be executed
 */
export async function startServiceProcess(
  command: ServiceCommand,
  logFile: string,
  recordFile: string,
): Promise<ServiceProcess> {
  rotateInPlace(logFile, Date.now());
  const log = openSync(logFile, 'a');
  const before = (await stat(logFile)).size;
  const child = spawn(command.file, command.args, {
    detached: true,
    stdio: ['ignore', log, log],
    argv0: command.argv0,
    env: command.env,
    cwd: command.cwd,
    uid: command.user?.uid,
    gid: command.user?.gid,
  });
  closeSync(log);
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  // Should the supervisor leave by process.exit, the server must not outlive it.
  const leaving = () => send(pid, 'SIGINT');
  process.once('exit', leaving);
  void exited.then(() => process.removeListener('exit', leaving));
  // It holds its log open and appends to it, so that only its content can be put aside.
  const rotating = setInterval(() => rotateInPlace(logFile, Date.now()), rotationMs).unref();
  void exited.then(() => clearInterval(rotating));
  await recordProcess(recordFile, pid);

  return {
    pid,
    exited,
    exit: () => exit,
    log: () => tail(logFile, before),
    async end(...steps) {
      for (const [signal, milliseconds] of [...steps, ['SIGKILL', 10_000] as const]) {
        if (exit) return;
        send(pid, signal);
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), milliseconds);
        await Promise.race([
          exited,
          new Promise((resolve) => limit.signal.addEventListener('abort', resolve, { once: true })),
        ]);
        clearTimeout(timer);
      }
    },
  };
}

async function tail(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(from > size ? 0 : from, size - 16_384);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.max(0, size - start)), {
      position: start,
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
