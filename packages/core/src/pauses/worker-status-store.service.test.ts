import { beforeEach, describe, expect, it } from 'vitest';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import {
  readWorkers,
  removeEndedWorkers,
  removeWorker,
  reportWorker,
  runnersObstacle,
} from './worker-status-store.ts';

const database = useCoreDatabase();
beforeEach(async () => {
  await database.workerStatus.deleteMany();
});

const obstacle = 'bubblewrap is not installed';
const report = (id: string, change: { host?: string; pid?: number; obstacle?: string | null } = {}) =>
  reportWorker(database, { id, host: 'here', pid: 1, pauses: [], obstacle: null, ...change }, false);
const seen = (id: string, secondsAgo: number) =>
  database.workerStatus.update({ where: { id }, data: { seenAt: new Date(Date.now() - secondsAgo * 1000) } });
const silent = async () => (await readWorkers(database)).silent.map(({ id }) => id);
const obstacleNow = async () => runnersObstacle(await readWorkers(database));

it('models are taken while no worker has told anything, and while one runs them', async () => {
  expect(await obstacleNow()).toBeNull();
  await report('one', { obstacle });
  expect(await obstacleNow()).toBe(obstacle);
  await report('two');
  expect(await obstacleNow()).toBeNull();
  await removeWorker(database, 'two');
  expect(await obstacleNow()).toBe(obstacle);
  await report('one');
  expect(await obstacleNow()).toBeNull();
});

describe('a worker that has told nothing for half a minute', () => {
  it('is silent, since it told the last time, and runs no models', async () => {
    await report('one');
    await report('two', { obstacle });
    expect(await silent()).toEqual([]);
    await seen('one', 31);
    const { live, silent: found } = await readWorkers(database);
    expect(live.map(({ id }) => id)).toEqual(['two']);
    expect(found[0]?.id).toBe('one');
    expect(Date.now() - Number(found[0]?.since)).toBeGreaterThan(30_000);
    expect(await obstacleNow()).toBe(obstacle);
    await report('one');
    expect(await silent()).toEqual([]);
  });

  it('is of no concern after a quarter of an hour if another one runs, and is forgotten after an hour', async () => {
    await report('one');
    await seen('one', 1000);
    expect(await silent()).toEqual(['one']);
    await report('two');
    expect(await silent()).toEqual([]);
    expect(await database.workerStatus.count()).toBe(2);
    await seen('one', 4000);
    await report('two');
    expect(await database.workerStatus.count()).toBe(1);
  });

  it('is forgotten when another one starts on its host and finds no such process', async () => {
    await report('killed', { pid: 10 });
    await report('running', { pid: 11 });
    await report('elsewhere', { host: 'there', pid: 10 });
    await removeEndedWorkers(database, 'here', (pid) => pid === 11);
    const left = await database.workerStatus.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    expect(left.map(({ id }) => id)).toEqual(['elsewhere', 'running']);
  });
});
