import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { useDatabase, useRedis } from './index.ts';

describe('useDatabase', () => {
  const one = useDatabase();
  const other = useDatabase();

  it('gives databases that are migrated, empty and apart', async () => {
    expect(one.url).not.toBe(other.url);
    for (const { url } of [one, other]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        expect((await client.query('SELECT count(*)::int AS count FROM "Benchmark"')).rows).toEqual([
          { count: 0 },
        ]);
      } finally {
        await client.end();
      }
    }
  });
});

describe('useRedis', () => {
  const one = useRedis();
  const other = useRedis();

  it('gives databases that are empty and apart', async () => {
    const clients = [new Redis(one.url), new Redis(other.url)];
    try {
      expect(await Promise.all(clients.map((client) => client.dbsize()))).toEqual([0, 0]);
      await clients[0]?.set('key', 'value');
      expect(await clients[1]?.exists('key')).toBe(0);
    } finally {
      for (const client of clients) client.disconnect();
    }
  });
});
