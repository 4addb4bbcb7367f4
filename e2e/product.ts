import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@clusterboard/local-stack';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Product {
  readonly url: string;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** Presses Ctrl-C and waits for the end. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

async function untilRunning(child: ChildProcess, output: () => string): Promise<string> {
  const exited = once(child, 'exit');
  for (;;) {
    const url = /Clusterboard is running: (\S+)/.exec(output())?.[1];
    if (url) return url;
    const printed = once(child.stdout as NodeJS.EventEmitter, 'data');
    const ended = await Promise.race([printed.then(() => false), exited.then(() => true)]);
    if (ended) throw new Error(`It ended before it ran:\n${output()}`);
  }
}

/** Runs `npm start` as a person would, on free ports, with its data in a directory of its own. */
export async function startProduct(dataDir: string): Promise<Product> {
  const port = await freePort();
  const apiPort = await freePort();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), API_PORT: String(apiPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const url = await untilRunning(child, () => printed);
  return {
    url,
    output: () => printed,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      // A terminal's Ctrl-C reaches the whole foreground group.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      const [code] = await exited;
      return code;
    },
  };
}

/** Command lines of all processes that have to do with a data directory, by their arguments or environment. */
export async function processesOf(dataDir: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const commands = await Promise.all(
    ids.map(async (id) => {
      const read = (file: string) => readFile(`/proc/${id}/${file}`, 'latin1').catch(() => '');
      const command = await read('cmdline');
      const mentions = `${command}${await read('environ')}`.includes(dataDir);
      return mentions ? command.replaceAll('\0', ' ') : '';
    }),
  );
  return commands.filter(Boolean);
}
