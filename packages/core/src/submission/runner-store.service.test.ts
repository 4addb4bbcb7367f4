import { useDatabase } from '@clusterboard/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../infra/database.ts';
import { removeRunner, reportRunner, runnersObstacle } from './runner-store.ts';

const { url } = useDatabase();
let database: Database;
beforeAll(() => {
  database = createDatabase(url);
});
afterAll(() => database.$disconnect());
beforeEach(async () => {
  await database.modelRunner.deleteMany();
});

const obstacle = 'bubblewrap is not installed';
const seen = (id: string, secondsAgo: number) =>
  database.modelRunner.update({ where: { id }, data: { seenAt: new Date(Date.now() - secondsAgo * 1000) } });

it('models are taken while no worker has told anything, and while one runs them', async () => {
  expect(await runnersObstacle(database)).toBeNull();
  await reportRunner(database, { id: 'one', obstacle });
  expect(await runnersObstacle(database)).toBe(obstacle);
  await reportRunner(database, { id: 'two', obstacle: null });
  expect(await runnersObstacle(database)).toBeNull();
  await removeRunner(database, 'two');
  expect(await runnersObstacle(database)).toBe(obstacle);
  await reportRunner(database, { id: 'one', obstacle: null });
  expect(await runnersObstacle(database)).toBeNull();
});

it('a worker that has told nothing for a while does not count, and is forgotten', async () => {
  await reportRunner(database, { id: 'one', obstacle: null });
  await reportRunner(database, { id: 'two', obstacle });
  await seen('one', 100);
  expect(await runnersObstacle(database)).toBe(obstacle);
  await seen('one', 4000);
  await reportRunner(database, { id: 'two', obstacle });
  expect(await database.modelRunner.findMany({ select: { id: true } })).toEqual([{ id: 'two' }]);
});
