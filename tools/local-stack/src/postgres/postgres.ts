import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { endRecorded, send } from '../process-record.ts';
import { ServiceFailure, writingTo } from '../service-failure.ts';
import { type Exit, type ServiceProcess, startServiceProcess } from '../service-process.ts';
import { createDatabaseIfMissing } from './database-admin.ts';
import { openCluster, type PostgresCluster, superuser } from './postgres-cluster.ts';

export interface RunningService {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process ends, asked or not. */
  readonly exited: Promise<Exit>;
  /** The last lines of its log. */
  log(): Promise<string>;
  stop(): Promise<void>;
  /** Ends it at once; what was committed is kept. */
  kill(): void;
}

export interface PostgresOptions {
  /** Absolute; must be this process's alone (see `lockDataDirectory`). Holds `postgres/` and `logs/`. */
  readonly dataDir: string;
  /** A free one is chosen when none is given. */
  readonly port?: number | undefined;
  /** The database that `url` names, made when missing. */
  readonly database?: string;
  /** False gives up crash safety for speed: for tests, whose data is disposable. */
  readonly durable?: boolean;
}

/** A port that was free may be taken before Postgres gets it. */
const attempts = 5;
/** Recovery after a crash replays the log before connections are let in. */
const readyWithinMs = 120_000;

/**
 * Starts the Postgres of `dataDir` on the loopback interface and waits until it answers. A server
 * that a killed supervisor left running on it is ended first.
 *
 * @throws ServiceFailure with the sentence that explains why it cannot run
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningService> {
  const { dataDir } = options;
  const record = join(dataDir, 'run', 'postgres.json');
  await endRecorded(record, 'SIGINT', 20_000);
  const cluster = await openCluster(dataDir);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    await removeStaleLock(cluster.directory);
    const server = await writingTo(dataDir, () =>
      startServiceProcess(
        command(cluster, port, options.durable ?? true),
        join(dataDir, 'logs', 'postgres.log'),
        record,
      ),
    );
    const url = (database: string) =>
      `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    const refusal = await untilReady(server, url('postgres'));
    if (refusal === undefined) {
      const database = options.database ?? 'clusterboard';
      await createDatabaseIfMissing(url('postgres'), database);
      return {
        url: url(database),
        pid: server.pid,
        exited: server.exited,
        log: server.log,
        kill: () => send(server.pid, 'SIGQUIT'),
        // Fast shutdown: open transactions are rolled back, no client is waited for.
        stop: async () => {
          await server.end(['SIGINT', 20_000], ['SIGQUIT', 5_000]);
          await rm(record, { force: true });
        },
      };
    }
    await server.end(['SIGQUIT', 5_000]);
    await rm(record, { force: true });
    const mayPass = refusal.taken ? options.port === undefined : refusal.leftover;
    if (!mayPass || attempt === attempts) throw new ServiceFailure(refusal.sentence(port, dataDir));
    if (refusal.leftover) await pause(500);
  }
}

function command(cluster: PostgresCluster, port: number, durable: boolean) {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    // A socket's path may not be longer than 107 bytes, a data directory's may.
    unix_socket_directories: '',
    log_timezone: 'UTC',
    timezone: 'UTC',
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return {
    file: join(cluster.binaries, 'bin', 'postgres'),
    args: [
      '-D',
      cluster.directory,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    user: cluster.user,
    env: { LC_ALL: 'C' },
    cwd: '/',
  };
}

interface Refusal {
  readonly taken: boolean;
  readonly leftover: boolean;
  sentence(port: number, dataDir: string): string;
}

async function untilReady(server: ServiceProcess, url: string): Promise<Refusal | undefined> {
  for (const end = Date.now() + readyWithinMs; Date.now() < end && !server.exit(); ) {
    const answer = await Promise.race([connects(url), server.exited.then(() => 'no' as const)]);
    // Another Postgres may answer on a port that ours could not get; ours has exited then.
    if (answer === 'yes' && !server.exit()) return undefined;
    if (answer === 'password refused' && !server.exit()) {
      const sentence = (_: number, dataDir: string) =>
        `${join(dataDir, 'postgres-password')} is not the password of the Postgres under ${dataDir}.`;
      return { taken: false, leftover: false, sentence };
    }
    await pause(50);
  }
  return explain(await server.log());
}

async function connects(url: string): Promise<'yes' | 'no' | 'password refused'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'yes';
  } catch (error) {
    return isPasswordRefused(error) ? 'password refused' : 'no';
  } finally {
    void client.end().catch(() => undefined);
  }
}

const isPasswordRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '28P01';

function explain(log: string): Refusal {
  const last = log.match(/(?:FATAL|PANIC): +(.*)/)?.[1] ?? 'it did not become ready in time';
  const taken = /could not create any TCP\/IP sockets|could not bind/.test(log);
  const leftover = /pre-existing shared memory block|lock file ".*" already exists/.test(log);
  return {
    taken,
    leftover,
    sentence: (port, dataDir) => {
      if (taken) return `Port ${port} for Postgres is taken.`;
      if (/No space left on device/.test(log)) return `The disk that holds ${dataDir} is full.`;
      if (leftover) return `Another Postgres is running on ${join(dataDir, 'postgres')}.`;
      return `Postgres did not start (${last}); see ${join(dataDir, 'logs', 'postgres.log')}.`;
    },
  };
}

/**
 * Postgres trusts the pid in its lock file. After a crash of the machine or container that pid may
 * be another program's, and Postgres would then refuse to start for ever.
 */
async function removeStaleLock(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (commandLine !== undefined && !commandLine.split('\0').includes(directory))
    await rm(file, { force: true });
}
