import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
  /** Starts again, on the same ports and with the same data, what was stopped. */
  restart(): Promise<void>;
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

interface Run {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

async function run(env: Readonly<Record<string, string>>): Promise<Run> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const output = () => printed;
  return { child, output, url: await untilRunning(child, output) };
}

/** Models of these tests are ours: they run without a sandbox where a container forbids one. */
function sandbox(): 'bubblewrap' | 'none' {
  const args = ['--unshare-user', '--unshare-all', '--ro-bind', '/', '/', '/bin/true'];
  return spawnSync('bwrap', args).status === 0 ? 'bubblewrap' : 'none';
}

/** Runs `npm start` as a person would, on free ports, with its data in a directory of its own. */
export async function startProduct(dataDir: string): Promise<Product> {
  const port = String(await freePort());
  const apiPort = String(await freePort());
  const env = { DATA_DIR: dataDir, PORT: port, API_PORT: apiPort, RUNNER_SANDBOX: sandbox() };
  let { child, url, output } = await run(env);
  return {
    get url() {
      return url;
    },
    output: () => output(),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      // A terminal's Ctrl-C reaches the whole foreground group.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      const [code] = await exited;
      return code;
    },
    async restart() {
      ({ child, url, output } = await run(env));
    },
  };
}

export interface ProductProcess {
  readonly id: number;
  readonly command: string;
}

/** All processes that have to do with a data directory, by their arguments or environment. */
export async function processesOf(dataDir: string): Promise<ProductProcess[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const read = (file: string) => readFile(`/proc/${id}/${file}`, 'latin1').catch(() => '');
      const command = await read('cmdline');
      const mentions = `${command}${await read('environ')}`.includes(dataDir);
      return mentions && command !== '' ? [{ id: Number(id), command: command.replaceAll('\0', ' ') }] : [];
    }),
  );
  return found.flat();
}
