import { createDatabase } from '@clusterboard/core';
import { EnvironmentError, readApiEnvironment } from '@clusterboard/environment';
import pino from 'pino';
import { pingDatabase } from './platform/http/health.ts';
import { ListenFailure } from './platform/http/listen.ts';
import { startApi } from './platform/server.ts';

const host = '127.0.0.1';
const connections = 10;
/** Longer than any query of our pages takes, shorter than the timeout of their requests. */
const statementMilliseconds = 5000;

class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
}

const userErrors = [EnvironmentError, ListenFailure, DatabaseFailure];

/** Settles at a signal, or when the supervisor is gone. */
const shutdownRequested = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(signal));
    }
    process.on('disconnect', () => resolve('disconnect'));
  });

async function main(): Promise<void> {
  // Models are readable to this user alone.
  process.umask(0o077);
  const environment = readApiEnvironment();
  const log = pino({ name: 'api', level: environment.logLevel }, process.stdout);
  const shutdown = shutdownRequested();
  const database = createDatabase(environment.databaseUrl, connections, statementMilliseconds);
  try {
    await pingDatabase(database).catch((error: unknown) => {
      log.debug({ err: error }, 'database does not respond');
      throw new DatabaseFailure('The API cannot start: the database at DATABASE_URL does not respond.');
    });
    const api = await startApi({
      database,
      databaseUrl: environment.databaseUrl,
      dataDir: environment.dataDir,
      maxUploadBytes: environment.uploadLimitBytes,
      siteUrl: environment.siteUrl,
      submissionsPerClient: environment.submissionsPerClient,
      host,
      port: environment.port,
      log,
    });
    log.info({ url: `http://${host}:${api.port}/graphql` }, 'api ready');
    process.send?.({ type: 'ready', port: api.port });
    log.info({ reason: await shutdown }, 'api stopping');
    await api.stop();
  } finally {
    await database.$disconnect();
    if (process.connected) process.disconnect();
  }
}

// A log that cannot be written, as on a full disk, must not end what it is about.
process.stdout.on('error', () => undefined);

await main().catch((error: unknown) => {
  const explained = userErrors.some((kind) => error instanceof kind);
  process.stderr.write(
    `${error instanceof Error ? (explained ? error.message : error.stack) : String(error)}\n`,
  );
  process.exitCode = 1;
});
