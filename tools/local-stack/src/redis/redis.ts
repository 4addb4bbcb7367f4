import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { secretFile } from '../data-directory/secret-file.ts';
import { freePort } from '../free-port.ts';
import type { RunningService } from '../postgres/postgres.ts';
import { endRecorded, send } from '../process-record.ts';
import { ServiceFailure, writingTo } from '../service-failure.ts';
import { type ServiceProcess, startServiceProcess } from '../service-process.ts';

export interface RedisOptions {
  /** Absolute; must be this process's alone (see `lockDataDirectory`). Holds `redis/` and `logs/`. */
  readonly dataDir: string;
  /** A free one is chosen when none is given. */
  readonly port?: number | undefined;
  /** How many numbered databases it has. */
  readonly databases?: number;
  /** False keeps nothing on disk: for tests. */
  readonly durable?: boolean;
}

const attempts = 5;
/** A long append-only file is read back before commands are answered. */
const readyWithinMs = 120_000;

/**
 * Debian keeps the server's program in `redis-tools` under this name and behaves as the name it is
 * called by; the package `redis-server` would add nothing but a service of its own on port 6379.
 */
const programs = ['redis-server', 'redis-check-rdb'];

/**
 * Starts a Redis of our own on the loopback interface and waits until it answers. One that a killed
 * supervisor left running on `dataDir` is ended first.
 *
 * @throws ServiceFailure with the sentence that explains why it cannot run
 */
export async function startRedis(options: RedisOptions): Promise<RunningService> {
  const { dataDir } = options;
  const record = join(dataDir, 'run', 'redis.json');
  const directory = join(dataDir, 'redis');
  await endRecorded(record, 'SIGTERM', 10_000);
  const secret = await writingTo(dataDir, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return secretFile(join(dataDir, 'redis-password'));
  });
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const server = await writingTo(dataDir, () => launch(options, { directory, port, record, secret }));
    if (await untilReady(server, port, secret)) {
      return {
        url: `redis://:${secret}@127.0.0.1:${port}`,
        pid: server.pid,
        exited: server.exited,
        log: server.log,
        kill: () => send(server.pid, 'SIGKILL'),
        stop: async () => {
          await server.end(['SIGTERM', 10_000]);
          await rm(record, { force: true });
        },
      };
    }
    const log = await server.log();
    await server.end(['SIGTERM', 5_000]);
    await rm(record, { force: true });
    const taken = /Address already in use/.test(log);
    if (!taken || options.port !== undefined || attempt === attempts) {
      throw new ServiceFailure(explain(log, port, dataDir));
    }
  }
}

interface Launch {
  readonly directory: string;
  readonly port: number;
  readonly record: string;
  /** Its password. */
  readonly secret: string;
}

async function launch(
  options: RedisOptions,
  { directory, port, record, secret }: Launch,
): Promise<ServiceProcess> {
  // Everyone can see the arguments of a process.
  const config = join(options.dataDir, 'run', 'redis.conf');
  await writeFile(config, `requirepass ${secret}\n`, { mode: 0o600 });
  const durable = options.durable ?? true;
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: directory,
    daemonize: 'no',
    databases: options.databases ?? 16,
    appendonly: durable ? 'yes' : 'no',
    save: '',
    // A queue must never lose a job to make room for another.
    'maxmemory-policy': 'noeviction',
  };
  const args = [config, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])];
  for (const file of programs) {
    try {
      const command = { file, argv0: 'redis-server', args };
      return await startServiceProcess(command, join(options.dataDir, 'logs', 'redis.log'), record);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  throw new ServiceFailure('Redis is not installed; install it, or set REDIS_URL to a Redis server.');
}

async function untilReady(server: ServiceProcess, port: number, secret: string): Promise<boolean> {
  for (const end = Date.now() + readyWithinMs; Date.now() < end && !server.exit(); ) {
    const answered = await Promise.race([ping(port, secret), server.exited.then(() => false)]);
    // Another Redis may answer on a port that ours could not get; ours has exited then.
    if (answered && !server.exit()) return true;
    await pause(25);
  }
  return false;
}

function ping(port: number, secret: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => socket.write(`AUTH ${secret}\r\nPING\r\n`));
    // While it reads its file back it answers -LOADING, and another's Redis that the password is wrong.
    let answers = '';
    socket.on('data', (answer) => {
      answers += answer.toString();
      if (/^(?:[+-].*\r\n){2}$/.test(answers)) settle(answers.endsWith('+PONG\r\n'));
    });
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
    socket.once('close', () => settle(false));
  });
}

function explain(log: string, port: number, dataDir: string): string {
  if (/Address already in use/.test(log)) return `Port ${port} for Redis is taken.`;
  if (/No space left on device/.test(log)) return `The disk that holds ${dataDir} is full.`;
  const last = log.trim().split('\n').at(-1) ?? 'it wrote nothing';
  return `Redis did not start (${last}); see ${join(dataDir, 'logs', 'redis.log')}.`;
}

/** @returns undefined when the server answers, otherwise why it does not, in its own words */
export async function whyRedisUnreachable(url: string): Promise<string | undefined> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  let reason: string | undefined;
  client.on('error', (error: Error) => {
    reason ??= error.message;
  });
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return reason ?? (error instanceof Error ? error.message : String(error));
  } finally {
    client.disconnect();
  }
}
