import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataDirectory, type RunningService, startPostgres } from '@clusterboard/local-stack';
import { afterAll, beforeAll } from 'vitest';

export interface OwnPostgres {
  /** May be read in hooks and tests; stays the same when it is started again. */
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A Postgres for the test file that calls this at its top level, to be stopped and started; without tables. */
export function useOwnPostgres(): OwnPostgres {
  let dataDir = '';
  let server: RunningService | undefined;
  const stop = async () => {
    await server?.stop();
  };
  const start = async () => {
    const port = server === undefined ? {} : { port: Number(new URL(server.url).port) };
    server = await startPostgres({ dataDir, durable: false, ...port });
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'clusterboard-postgres-'));
    // Postgres may run as another user than this one, who made the directory for itself alone.
    await chmod(dataDir, 0o711);
    await lockDataDirectory(dataDir);
    await start();
  });
  afterAll(async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get url() {
      if (!server) throw new Error('The Postgres of a test is there from beforeAll on.');
      return server.url;
    },
    stop,
    start,
  };
}
