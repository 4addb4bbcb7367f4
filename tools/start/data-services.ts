import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpace } from '@clusterboard/artifacts';
import type { StartEnvironment } from '@clusterboard/environment';
import {
  type KeepServiceOptions,
  keepService,
  ServiceFailure,
  startPostgres,
  startRedis,
  whyRedisUnreachable,
  whyUnreachable,
} from '@clusterboard/local-stack';
import { addressFile } from '../operate/find-database.ts';
import { say, step } from '../setup/progress.mjs';
import type { RunningParts } from './running.ts';

/** Postgres, Redis, the shipped data sets and a few models; below this the first start would not end well. */
const neededAtFirst = 512 * 2 ** 20;
/** Postgres can write its log. Pages are served, uploads and evaluations wait for more. */
const neededLater = 32 * 2 ** 20;

export interface DataServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

export async function requireSpace(dataDir: string): Promise<void> {
  const { freeBytes } = await readSpace(dataDir);
  const first = !existsSync(join(dataDir, 'postgres', 'PG_VERSION'));
  const neededBytes = first ? neededAtFirst : neededLater;
  if (freeBytes >= neededBytes) return;
  const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MiB`;
  throw new ServiceFailure(
    `The disk that holds ${dataDir} is full: ${mebibytes(freeBytes)} are left, ${mebibytes(neededBytes)} are needed.`,
  );
}

/** Starts the embedded Postgres and Redis and keeps them running, or makes sure that the given ones answer. */
export async function startDataServices(
  { databaseUrl, redisUrl }: StartEnvironment,
  dataDir: string,
  parts: RunningParts,
): Promise<DataServices> {
  const embedded = async (name: 'postgres' | 'redis', start: KeepServiceOptions['start']) => {
    const show = (line: string) => {
      if (!parts.ending) say(`  ${name.padEnd(8)} ${line}; see ${dataDir}/logs/${name}.log`);
    };
    const title = name === 'postgres' ? 'Postgres' : 'Redis';
    return (await parts.start(name, () => keepService({ title, start, show }))).url;
  };
  const [postgres, redis] = await Promise.all([
    step(
      'Postgres',
      () =>
        databaseUrl === undefined
          ? embedded('postgres', (port) => startPostgres({ dataDir, port }))
          : given('DATABASE_URL', databaseUrl, whyUnreachable),
      placeOf,
    ),
    step(
      'Redis',
      () =>
        redisUrl === undefined
          ? embedded('redis', (port) => startRedis({ dataDir, port }))
          : given('REDIS_URL', redisUrl, whyRedisUnreachable),
      placeOf,
    ),
  ]);
  // It bears the password.
  if (databaseUrl === undefined) await writeFile(addressFile(dataDir), `${postgres}\n`, { mode: 0o600 });
  return { databaseUrl: postgres, redisUrl: redis };
}

async function given(
  variable: string,
  url: string,
  whyNot: (url: string) => Promise<string | undefined>,
): Promise<string> {
  const reason = await whyNot(url);
  if (reason !== undefined)
    throw new ServiceFailure(`${variable}: ${new URL(url).host} does not answer (${reason}).`);
  return url;
}

const placeOf = (url: string): string => new URL(url).host;
