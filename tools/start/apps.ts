import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AppDefinition,
  type ServiceFailure,
  supervise,
  whyRedisUnreachable,
  whyUnreachable,
} from '@clusterboard/local-stack';
import { say, step } from '../setup/progress.mjs';
import type { RunningParts } from './running.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface AppSettings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly dataDir: string;
  readonly apiPort: number;
  readonly port: number;
  readonly host: string;
}

const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);

export type AppName = 'api' | 'web' | 'worker';

/** The three apps as they were built. */
export function builtApps(settings: AppSettings): Readonly<Record<AppName, AppDefinition>> {
  const { databaseUrl, redisUrl, dataDir, apiPort, port, host } = settings;
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
  const services = { ...env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, DATA_DIR: dataDir };
  const folder = (name: string) => join(root, 'apps', name);
  return {
    api: {
      name: 'api',
      title: 'The API',
      args: ['--enable-source-maps', 'dist/main.js'],
      cwd: folder('api'),
      env: { ...services, API_PORT: String(apiPort) },
      ready: { url: `${apiUrl}/health` },
    },
    web: {
      name: 'web',
      title: 'The web server',
      args: ['--enable-source-maps', 'dist/server/main.js'],
      cwd: folder('web'),
      env: { ...env, API_URL: apiUrl, HOST: host, PORT: String(port) },
      ready: { url: `http://${reachable(host)}:${port}/api/health` },
    },
    worker: {
      name: 'worker',
      title: 'The worker',
      args: ['--enable-source-maps', 'dist/main.js'],
      cwd: folder('worker'),
      env: services,
      ready: 'message',
      heartbeat: true,
    },
  };
}

/** Milliseconds until a worker that was given up is tried again: what made it crash may be gone. */
const retryWorkerMs = 300_000;

/** Resolves when the data services answer: an app that was started before would end at once. */
async function untilReachable({ databaseUrl, redisUrl }: AppSettings): Promise<void> {
  while ((await whyUnreachable(databaseUrl)) ?? (await whyRedisUnreachable(redisUrl))) await pause(500);
}

/**
 * Starts the apps and waits until each is ready. Without a worker pages and API go on, without these nothing does.
 *
 * @param seeding what the worker has to wait for: it clears the folder in which seeding works
 * @returns what resolves when the web server or the API is given up
 */
export async function startApps(
  { api, web, worker }: Readonly<Record<AppName, AppDefinition>>,
  settings: AppSettings,
  parts: RunningParts,
  seeding: Promise<unknown>,
): Promise<{ readonly lost: Promise<ServiceFailure> }> {
  const losses: Promise<ServiceFailure>[] = [];
  const start = (name: AppName, app: AppDefinition) =>
    step(app.title.replace('The ', ''), async () => {
      const show = (line: string) => {
        if (!parts.ending) say(`  ${name.padEnd(6)} ${line}`);
      };
      const supervised = await parts.start(name, async () =>
        supervise(app, {
          dataDir: settings.dataDir,
          show,
          whenStartable: () => (name === 'web' ? Promise.resolve() : untilReachable(settings)),
          ...(name === 'worker' ? { retryGivenUpMs: retryWorkerMs } : {}),
        }),
      );
      losses.push(supervised.failure);
      await supervised.ready;
    });
  await Promise.all([start('api', api), start('web', web), seeding.then(() => start('worker', worker))]);
  return { lost: Promise.race(losses) };
}
