import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase, type Database, putBenchmark, withdrawEntry } from '@clusterboard/core';
import { migrate } from '@clusterboard/core/migrate';
import { freePort, lockDataDirectory, type RunningService, startPostgres } from '@clusterboard/local-stack';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { expect, test } from '@playwright/test';
import { type EventStream, openStream, StreamBroken } from './event-stream.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** More than the API has open at once. */
const manyReaders = 220;

let directory: string;
let unlock: () => Promise<void>;
let postgres: RunningService;
let database: Database;
let site: string;
let benchmark: string;
/** Of the board at the beginning: each makes one revision. */
const entries = 30;
let revision = entries;
const apps = new Map<'api' | 'web', ChildProcess>();
const start = { api: async () => {}, web: async () => {} };

async function stop(name: 'api' | 'web'): Promise<void> {
  const app = apps.get(name);
  if (!app || app.exitCode !== null) return;
  const exited = once(app, 'exit');
  app.kill('SIGTERM');
  await exited;
}

async function startApp(folder: 'api' | 'web', args: string[], env: Record<string, string>, health: string) {
  const app = spawn(process.execPath, args, {
    cwd: join(root, 'apps', folder),
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  apps.set(folder, app);
  const healthy = () =>
    fetch(health).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(healthy, { timeout: 60_000, intervals: [100] }).toBe(true);
}

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-stream-'));
  // Where root runs this, Postgres is another user's, and would go to a place that it can enter.
  await chmod(directory, 0o711);
  unlock = await lockDataDirectory(directory);
  postgres = await startPostgres({ dataDir: directory, database: 'stream', durable: false });
  await migrate(postgres.url);
  database = createDatabase(postgres.url, 2);
  benchmark = await putBenchmark(database, {
    dataset: {
      ...{ slug: 'watched-images', name: 'Watched', description: 'No images.', licence: 'CC0-1.0' },
      ...{ homepage: 'https://example.org', height: 1, width: 1, channels: 1, classNames: ['a', 'b'] },
      ...{ trainCount: 2, testCount: 2, manifestSha256: '0'.repeat(64) },
    },
    protocol: {
      id: 'strict-1',
      summary: 'PCA, then k-means.',
      definition: { id: 'strict-1', version: 1, pcaDim: 256, over: 1, seeds: [0], maxIterations: 100 },
    },
    benchmark: { slug: 'watched', name: 'Watched', summary: 'To watch.', position: 0, clusters: 2 },
  });
  await addSyntheticEntries(database, benchmark, revision);
  const apiPort = await freePort();
  const api = `http://127.0.0.1:${apiPort}`;
  const services = { DATABASE_URL: postgres.url, REDIS_URL: 'redis://127.0.0.1:6379', DATA_DIR: directory };
  start.api = () =>
    startApp('api', ['dist/main.js'], { ...services, API_PORT: String(apiPort) }, `${api}/health`);
  await start.api();
  const port = await freePort();
  site = `http://127.0.0.1:${port}`;
  start.web = () =>
    startApp('web', ['dist/server/main.js'], { API_URL: api, PORT: String(port) }, `${site}/api/health`);
  await start.web();
});
test.afterAll(async () => {
  await stop('web');
  await stop('api');
  await database?.$disconnect();
  await postgres?.stop();
  await unlock?.();
  await rm(directory, { recursive: true, force: true });
});

function watch(after: number): Promise<EventStream> {
  const query = `subscription ($after: ID) { leaderboardChanged(benchmark: "watched", after: $after) { cursor kind } }`;
  const asked = new URLSearchParams({ query, variables: JSON.stringify({ after: String(after) }) });
  return openStream(`${site}/graphql/stream?${asked}`);
}

/** Takes the next entry off the board, which is one more revision of it. */
async function change(): Promise<{ data: unknown }> {
  revision += 1;
  expect(await withdrawEntry(database, `${benchmark}-${revision - entries}`, 'To be seen.')).toBe(true);
  return { data: { leaderboardChanged: { cursor: String(revision), kind: 'WITHDRAWN' } } };
}

test.describe('a subscription at the address of the site', () => {
  test('brings each event while it is open, the next one only after the last was read', async () => {
    const stream = await watch(revision);
    expect(stream.status).toBe(200);
    for (let event = 0; event < 3; event++) {
      const expected = await change();
      expect(await stream.next()).toEqual(expected);
    }
    stream.leave();
  });

  test('goes on after a cut without a gap and without telling anything twice', async () => {
    const first = await watch(revision);
    const seen = await change();
    expect(await first.next()).toEqual(seen);
    const cursor = revision;
    first.leave();
    const missed = [await change(), await change()];
    const second = await watch(cursor);
    for (const expected of missed) expect(await second.next()).toEqual(expected);
    const live = await change();
    expect(await second.next()).toEqual(live);
    second.leave();
  });

  test('breaks without “complete” when the API or the site stops, and goes on with its cursor', async () => {
    for (const stopped of ['api', 'web'] as const) {
      const stream = await watch(revision);
      const seen = await change();
      expect(await stream.next()).toEqual(seen);
      const cursor = revision;
      await stop(stopped);
      await expect(stream.next()).rejects.toThrow(StreamBroken);
      const missed = [await change(), await change()];
      await start[stopped]();
      const again = await watch(cursor);
      for (const expected of missed) expect(await again.next()).toEqual(expected);
      again.leave();
    }
  });

  test('ends in the API when its reader leaves, so that no number of readers uses up the streams', async () => {
    for (let reader = 0; reader < manyReaders; reader++) (await watch(revision)).leave();
    await expect
      .poll(async () => {
        const stream = await watch(revision);
        stream.leave();
        return stream.status;
      })
      .toBe(200);
  });
});
