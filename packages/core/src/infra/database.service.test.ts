import { useDatabase } from '@clusterboard/testkit';
import { expect, it } from 'vitest';
import { createDatabase } from './database.ts';

const database = useDatabase();

it('lets a transaction wait longer than two seconds for a connection', async () => {
  const connected = createDatabase(database.url, 1);
  try {
    const first = connected.$transaction((transaction) => transaction.$executeRaw`SELECT pg_sleep(2.5)`);
    const second = connected.$transaction((transaction) => transaction.dataset.count());
    expect(await Promise.all([first, second])).toEqual([1, 0]);
  } finally {
    await connected.$disconnect();
  }
});
