import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, type Database } from '@clusterboard/core';
import { claimFor, submitSomething } from '@clusterboard/core/catalogue-fixture';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { clearProbes, clearScratch } from '../scratch.ts';
import { sweep } from './clean-up.ts';

const { url } = useDatabase();
const { path: directory } = useDirectory();
let database: Database;
let scratchDir: string;

beforeAll(() => {
  database = createDatabase(url, 2);
});
afterAll(() => database.$disconnect());
beforeEach(() => {
  scratchDir = join(directory, randomUUID());
});

const threeHoursAgo = () => new Date(Date.now() - 3 * 60 * 60 * 1000);

/** A folder with a file in it, that was last written to at `when`. */
async function leave(folder: string, name: string, when = new Date(), fileWhen = when): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'train.features.f32'), 'features');
  await utimes(join(path, 'train.features.f32'), fileWhen, fileWhen);
  await utimes(path, when, when);
  return name;
}

const context = () => ({
  database,
  scratchDir,
  log: pino({ level: 'silent' }),
  cropCacheDir: join(directory, 'crops'),
  featureCacheDir: join(directory, 'features'),
});

it('removes the folders of dead attempts, however new, and none of those that hold a lease', async () => {
  const live = await claimFor(database, 'inspect', await submitSomething(database));
  const lost = await claimFor(database, 'inspect', await submitSomething(database), 0);
  for (const { token } of [live, lost]) await leave(scratchDir, token);
  await leave(scratchDir, randomUUID());
  // An attempt may be long, and its folder old.
  await leave(scratchDir, live.token, threeHoursAgo());
  expect(await clearScratch(context())).toBe(2);
  expect(await readdir(scratchDir)).toEqual([live.token]);
});

it('leaves what commands beside the worker are writing, and removes what they have left', async () => {
  const current = await leave(scratchDir, 'seed-simclr.onnx');
  const written = await leave(scratchDir, 'restore', threeHoursAgo(), new Date());
  await leave(scratchDir, 'seed-identity.onnx', threeHoursAgo());
  expect(await clearScratch(context())).toBe(1);
  expect((await readdir(scratchDir)).toSorted()).toEqual([written, current]);
});

it('removes old folders of probes from the folder of the system, and nothing else', async () => {
  const system = join(directory, 'system');
  const kept = [
    await leave(system, 'another-programs', threeHoursAgo()),
    await leave(system, 'clusterboard-probe-new'),
    await leave(system, 'clusterboard-probe-written', threeHoursAgo(), new Date()),
  ];
  await leave(system, 'clusterboard-probe-old', threeHoursAgo());
  expect(await clearProbes(system)).toBe(1);
  expect((await readdir(system)).toSorted()).toEqual(kept);
});

it('goes over the database and the caches while attempts run', async () => {
  const live = await claimFor(database, 'inspect', await submitSomething(database));
  const dead = await claimFor(database, 'inspect', await submitSomething(database), -3 * 60 * 60);
  await leave(scratchDir, live.token);
  await leave(scratchDir, dead.token);
  const { cropCacheDir } = context();
  await leave(cropCacheDir, 'key-1.part', threeHoursAgo());
  await leave(cropCacheDir, 'key-2.kept', threeHoursAgo());
  await database.outboxMessage.deleteMany();
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
  for (const deliveredAt of [days(8), days(6), null]) {
    await database.outboxMessage.create({ data: { task: 'inspect', payload: {}, deliveredAt } });
  }
  await sweep(context());
  expect(await readdir(scratchDir)).toEqual([live.token]);
  expect(await readdir(cropCacheDir)).toEqual(['key-2.kept']);
  expect(await database.outboxMessage.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { deliveredAt: expect.any(Date) },
    { deliveredAt: null },
  ]);
  const attempts = await database.attempt.findMany({
    where: { token: { in: [live.token, dead.token] } },
    orderBy: { leaseExpiresAt: 'asc' },
  });
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['LOST', null]);
});
