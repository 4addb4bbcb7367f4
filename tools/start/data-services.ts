import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpace } from '@clusterboard/artifacts';
import type { StartEnvironment } from '@clusterboard/environment';
import {
  type RunningService,
  ServiceFailure,
  startPostgres,
  startRedis,
  whyRedisUnreachable,
  whyUnreachable,
} from '@clusterboard/local-stack';
import { addressFile } from '../operate/find-database.ts';
import { step } from '../setup/progress.mjs';
import type { RunningParts } from './running.ts';

/** Postgres, Redis, the shipped data sets and a few models; below this the first start would not end well. */
const neededAtFirst = 512 * 2 ** 20;
/** Postgres can write its log. Pages are served, uploads and evaluations wait for more. */
const neededLater = 32 * 2 ** 20;

export interface DataServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Resolves when an embedded one ends unasked. */
  readonly lost: Promise<ServiceFailure>;
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

/** Starts the embedded Postgres and Redis, or makes sure that the given ones answer. */
export async function startDataServices(
  { databaseUrl, redisUrl }: StartEnvironment,
  dataDir: string,
  parts: RunningParts,
): Promise<DataServices> {
  const losses: Promise<ServiceFailure>[] = [];
  const embedded = async (name: 'postgres' | 'redis', start: () => Promise<RunningService>) => {
    const service = await parts.start(name, start);
    losses.push(lossOf(name, dataDir, service));
    return service.url;
  };
  const [postgres, redis] = await Promise.all([
    step(
      'Postgres',
      () =>
        databaseUrl === undefined
          ? embedded('postgres', () => startPostgres({ dataDir }))
          : given('DATABASE_URL', databaseUrl, whyUnreachable),
      placeOf,
    ),
    step(
      'Redis',
      () =>
        redisUrl === undefined
          ? embedded('redis', () => startRedis({ dataDir }))
          : given('REDIS_URL', redisUrl, whyRedisUnreachable),
      placeOf,
    ),
  ]);
  // It bears the password.
  if (databaseUrl === undefined) await writeFile(addressFile(dataDir), `${postgres}\n`, { mode: 0o600 });
  return { databaseUrl: postgres, redisUrl: redis, lost: Promise.race(losses) };
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

async function lossOf(
  service: 'postgres' | 'redis',
  dataDir: string,
  { exited, log }: RunningService,
): Promise<ServiceFailure> {
  const { code, signal } = await exited;
  const name = service === 'postgres' ? 'Postgres' : 'Redis';
  const how = signal ? `by ${signal}` : `with exit code ${code}`;
  return /No space left on device/.test(await log())
    ? new ServiceFailure(`The disk that holds ${dataDir} is full; ${name} has ended.`)
    : new ServiceFailure(`${name} has ended unasked (${how}); see ${dataDir}/logs/${service}.log.`);
}

const placeOf = (url: string): string => new URL(url).host;
