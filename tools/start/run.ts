import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, UnknownMigrations } from '@clusterboard/core/migrate';
import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { lockDataDirectory, ServiceFailure } from '@clusterboard/local-stack';
import { printableText } from '@clusterboard/problems';
import { SeedError, seed } from '../seed/seed.ts';
import { say, step } from '../setup/progress.mjs';
import type { AppSettings } from './apps.ts';
import { requireSpace, startDataServices } from './data-services.ts';
import { untilInterrupted } from './interruption.ts';
import { choosePort } from './ports.ts';
import { RunningParts } from './running.ts';
import { sandboxRemarks } from './sandbox-remarks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts web, API and worker and waits until they are ready.
 *
 * @param seeding the worker has to wait for it: it clears the folder in which seeding works
 * @returns what resolves when one is given up without which nothing works
 */
export type StartApps = (
  settings: AppSettings,
  parts: RunningParts,
  seeding: Promise<unknown>,
) => Promise<{ readonly lost: Promise<ServiceFailure> }>;

/** How others find the site; what to set where they cannot. */
function addressLines(host: string, port: number, siteUrl: string | undefined): string[] {
  if (siteUrl !== undefined) return [`  Public address:          ${siteUrl}`];
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return [];
  return [
    `  In your network:         http://${hostname()}:${port}, or the IP address of this machine.`,
    '                           For any other name, set SITE_URL, such as SITE_URL=https://board.example.',
  ];
}

/** Starts everything, says where it is, and resolves when the web server or the API is given up. */
async function run(
  parts: RunningParts,
  dataDir: string,
  environment: ReturnType<typeof readStartEnvironment>,
  startApps: StartApps,
) {
  await requireSpace(dataDir);
  const { port, remark } = await choosePort('PORT', environment.port, 3000, environment.apiPort);
  const api = await choosePort('API_PORT', environment.apiPort, 4000, port);
  const services = await startDataServices(environment, dataDir, parts);
  await step(
    'database',
    () => migrate(services.databaseUrl),
    (applied) => (applied.length === 0 ? 'up to date' : `${applied.length} migrations`),
  );
  const { databaseUrl, redisUrl } = services;
  const seeding = step(
    'datasets',
    (onStep) => seed({ databaseUrl, dataDir, onStep }),
    (added) => (added === 0 ? 'up to date' : `${added} encoders queued`),
  );
  const { host, siteUrl } = environment;
  const settings = { databaseUrl, redisUrl, dataDir, apiPort: api.port, port, host };
  const apps = await startApps(settings, parts, seeding);
  const remarks = await sandboxRemarks(databaseUrl, environment.withoutSandbox);
  say(
    [
      '',
      `  Clusterboard is running: http://localhost:${port}${remark && `  (${remark})`}`,
      `  GraphQL:                 http://localhost:${port}/graphql`,
      ...addressLines(host, port, siteUrl),
      `  Data and logs:           ${dataDir}`,
      ...remarks.map((remark) => `  ${remark}`),
      '  Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
  return apps.lost;
}

/**
 * Runs Clusterboard until it is interrupted or a part of it is lost.
 *
 * @returns the exit code: 0 after Ctrl-C (or SIGTERM, SIGHUP), 1 when something was lost or refused,
 * 130 when a second Ctrl-C cut the end short
 */
export async function runClusterboard(startApps: StartApps): Promise<number> {
  // Models, labels, secrets and logs are this user's alone; every process started here inherits that.
  process.umask(0o077);
  const parts = new RunningParts();
  const interruption = untilInterrupted();
  let release = async () => {};
  let code = 0;
  try {
    const environment = readStartEnvironment();
    const dataDir = environment.dataDir ?? join(root, '.clusterboard');
    release = await lockDataDirectory(dataDir);
    const failure = await Promise.race([run(parts, dataDir, environment, startApps), interruption.first]);
    if (failure) throw failure;
    say('\nStopping …');
  } catch (error) {
    code = 1;
    const expected = [ServiceFailure, EnvironmentError, SeedError, UnknownMigrations].some(
      (kind) => error instanceof kind,
    );
    const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
    process.stderr.write(printableText(`\n${text}\n`));
  }
  const ended = await Promise.race([parts.stop().then(() => 'clean' as const), interruption.second]);
  if (ended !== 'clean') {
    parts.kill();
    code = 130;
  }
  await release();
  if (code === 0) say('Stopped.');
  return code;
}
