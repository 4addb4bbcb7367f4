import { useDatabase } from '@clusterboard/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitSomething } from '../catalogue/catalogue.fixture.ts';
import { createDatabase, type Database } from './database.ts';
import { deliverOutbox } from './outbox-store.ts';
import type { Message } from './tasks.ts';

const { url } = useDatabase();
let database: Database;
beforeAll(() => {
  database = createDatabase(url);
});
afterAll(() => database.$disconnect());

it('delivers each message once, in order, and keeps it when the delivery fails', async () => {
  const submitted = [await submitSomething(database), await submitSomething(database, 'example')];
  await expect(deliverOutbox(database, () => Promise.reject(new Error('Redis is away')))).rejects.toThrow(
    'Redis is away',
  );

  const delivered: Message[] = [];
  const take = async (messages: readonly Message[]) => {
    delivered.push(...messages);
  };
  const counts = await Promise.all([deliverOutbox(database, take), deliverOutbox(database, take)]);
  expect(counts.toSorted()).toEqual([0, 2]);
  expect(delivered).toEqual([
    { task: 'inspect', payload: { submissionId: submitted[0], background: false } },
    { task: 'inspect', payload: { submissionId: submitted[1], background: true } },
  ]);
  expect(await deliverOutbox(database, take)).toBe(0);
});

it('takes a shipped example once a benchmark', async () => {
  await submitSomething(database, 'once');
  await expect(submitSomething(database, 'once')).rejects.toThrow('Unique constraint');
});
