import { expect, it } from 'vitest';
import { submitSomething } from '../catalogue/catalogue.fixture.ts';
import { useCoreDatabase } from './core-database.fixture.ts';
import { deliverOutbox, removeDelivered } from './outbox-store.ts';
import type { Message } from './tasks.ts';

const database = useCoreDatabase();

it('delivers each message once, in order, and keeps it when the delivery fails', async () => {
  const submitted = [
    await submitSomething(database, { requestId: 'a-request' }),
    await submitSomething(database, { exampleKey: 'example' }),
  ];
  await expect(
    deliverOutbox(database, ['inspect'], () => Promise.reject(new Error('Redis is away'))),
  ).rejects.toThrow('Redis is away');

  const delivered: Message[] = [];
  const take = async (messages: readonly Message[]) => {
    delivered.push(...messages);
  };
  const counts = await Promise.all([
    deliverOutbox(database, ['inspect'], take),
    deliverOutbox(database, ['inspect'], take),
  ]);
  expect(counts.toSorted()).toEqual([0, 2]);
  expect(delivered).toEqual([
    { task: 'inspect', payload: { submissionId: submitted[0], background: false }, requestId: 'a-request' },
    { task: 'inspect', payload: { submissionId: submitted[1], background: true } },
  ]);
  expect(await deliverOutbox(database, ['inspect'], take)).toBe(0);
});

it('leaves messages of a task that this worker does not know to another', async () => {
  await submitSomething(database);
  expect(await deliverOutbox(database, ['evaluate'], () => Promise.reject(new Error('none')))).toBe(0);
  expect(await deliverOutbox(database, ['inspect'], async () => {})).toBe(1);
});

it('removes what was delivered long ago, and nothing that waits', async () => {
  await submitSomething(database);
  await deliverOutbox(database, ['inspect'], async () => {});
  await submitSomething(database);
  expect(await removeDelivered(database, new Date(Date.now() - 60_000))).toBe(0);
  expect(await removeDelivered(database, new Date(Date.now() + 60_000))).toBeGreaterThan(0);
  expect(await database.outboxMessage.count()).toBe(1);
});

it('takes a shipped example once a benchmark', async () => {
  await submitSomething(database, { exampleKey: 'once' });
  await expect(submitSomething(database, { exampleKey: 'once' })).rejects.toThrow('Unique constraint');
});
