import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnknownMigrations } from '@clusterboard/core/migrate';
import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { lockDataDirectory, ServiceFailure, startPostgres } from '@clusterboard/local-stack';
import { printableText } from '@clusterboard/problems';
import { SeedError } from '../seed/seed.ts';
import { findDatabase, OperatorError, type RunningClusterboard } from './find-database.ts';

/** The data directory where DATA_DIR names none. */
export const standardDataDir = join(fileURLToPath(new URL('../..', import.meta.url)), '.clusterboard');

/** Locks the data directory, or finds the Postgres of the Clusterboard that holds it. */
async function lockOrFind(dataDir: string): Promise<(() => Promise<void>) | string> {
  try {
    return await lockDataDirectory(dataDir);
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return findDatabase(undefined, dataDir).catch(() => Promise.reject(error));
  }
}

async function withEmbedded<T>(dataDir: string, use: (databaseUrl: string) => Promise<T>): Promise<T> {
  const held = await lockOrFind(dataDir);
  if (typeof held === 'string') return use(held);
  try {
    const postgres = await startPostgres({ dataDir });
    return await use(postgres.url).finally(() => postgres.stop());
  } finally {
    await held();
  }
}

/**
 * Runs `use` on the database at DATABASE_URL, on that of a Clusterboard running here, or on the embedded one,
 * which is started and stopped for it.
 *
 * @returns the exit code
 */
export const withDatabase = (use: (databaseUrl: string, dataDir: string) => Promise<void>): Promise<number> =>
  tellingFailures(async ({ databaseUrl, dataDir }) => {
    if (databaseUrl === undefined) await withEmbedded(dataDir, (url) => use(url, dataDir));
    else await use(await findDatabase(databaseUrl, dataDir), dataDir);
  });

/** As {@link withDatabase}, once `use` asks for it, and only where no Clusterboard runs on the data directory. */
export const withStoppedDatabase = (
  use: (start: () => Promise<RunningClusterboard>) => Promise<void>,
): Promise<number> =>
  tellingFailures(async ({ databaseUrl, dataDir }) => {
    const release = await lockDataDirectory(dataDir);
    let stop = async () => {};
    try {
      await use(async () => {
        if (databaseUrl !== undefined) {
          return { databaseUrl: await findDatabase(databaseUrl, dataDir), dataDir };
        }
        const postgres = await startPostgres({ dataDir });
        stop = postgres.stop;
        return { databaseUrl: postgres.url, dataDir };
      });
    } finally {
      await stop();
      await release();
    }
  });

async function tellingFailures(
  work: (found: { databaseUrl: string | undefined; dataDir: string }) => Promise<void>,
): Promise<number> {
  try {
    const { databaseUrl, dataDir = standardDataDir } = readStartEnvironment();
    await work({ databaseUrl, dataDir });
    return 0;
  } catch (error) {
    const kinds = [ServiceFailure, EnvironmentError, SeedError, OperatorError, UnknownMigrations];
    if (!(error instanceof Error && kinds.some((kind) => error instanceof kind))) throw error;
    process.stderr.write(printableText(`${error.message}\n`));
    return 1;
  }
}
