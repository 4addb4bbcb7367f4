import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { lockDataDirectory } from '../data-directory/data-directory.ts';
import { scratchDirectory } from '../data-directory/scratch-directory.ts';
import { isPortFree } from '../free-port.ts';
import { type RunningService, startPostgres } from '../postgres/postgres.ts';
import { startRedis } from '../redis/redis.ts';
import { ServiceFailure } from '../service-failure.ts';
import { keepService } from './keep-service.ts';

const restarts = { afterMs: 20, longestMs: 100, windowMs: 60_000 };

/** Remembers what was started last, whose process a test kills. */
function observed(start: (port: number | undefined) => Promise<RunningService>) {
  const started: RunningService[] = [];
  return {
    started,
    start: async (port: number | undefined) => {
      const service = await start(port);
      started.push(service);
      return service;
    },
  };
}

describe('a data service that is killed', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'by %s: Postgres answers again at its address, with its data',
    async (signal) => {
      await using scratch = await scratchDirectory();
      const unlock = await lockDataDirectory(scratch.path);
      const shown: string[] = [];
      const { start, started } = observed((port) => startPostgres({ dataDir: scratch.path, port }));
      const kept = await keepService({
        title: 'Postgres',
        start,
        show: (line) => shown.push(line),
        restarts,
      });
      const ask = async (sql: string) => {
        const client = new pg.Client({ connectionString: kept.url });
        client.on('error', () => undefined);
        try {
          await client.connect();
          return (await client.query(sql)).rows;
        } finally {
          await client.end().catch(() => undefined);
        }
      };
      try {
        await ask('CREATE TABLE kept AS SELECT 42 AS answer');
        process.kill(started[0]?.pid ?? 0, signal);
        await expect
          .poll(() => ask('SELECT answer FROM kept').catch(() => null), { timeout: 20_000 })
          .toEqual([{ answer: 42 }]);
        await expect.poll(() => shown.at(-1)).toBe('Postgres runs again');
        expect(shown[0]).toMatch(/^Postgres has ended \(.*\); starting again in 0.02 s$/);
      } finally {
        await kept.stop();
        await unlock();
      }
      expect(await isPortFree(Number(new URL(kept.url).port))).toBe(true);
    },
  );

  it('Redis answers again at its address, with its data, and as often as it ends', async () => {
    await using scratch = await scratchDirectory();
    const { start, started } = observed((port) => startRedis({ dataDir: scratch.path, port }));
    const kept = await keepService({ title: 'Redis', start, show: () => undefined, restarts });
    const client = new Redis(kept.url, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    try {
      await client.set('kept', '42');
      await client.wait(0, 0);
      for (let end = 1; end <= 3; end++) {
        process.kill(started.at(-1)?.pid ?? 0, 'SIGKILL');
        await expect.poll(() => started.length, { timeout: 20_000 }).toBe(end + 1);
        expect(await client.get('kept')).toBe('42');
      }
    } finally {
      client.disconnect();
      await kept.stop();
    }
  });
});

describe('a data service that cannot start', () => {
  it('fails the first time, with the reason', async () => {
    const start = () => Promise.reject(new ServiceFailure('The disk is full.'));
    await expect(keepService({ title: 'Redis', start, show: () => undefined, restarts })).rejects.toThrow(
      'The disk is full.',
    );
  });

  it('later is tried again until it does, with the reason each time; a stop ends the trying', async () => {
    await using scratch = await scratchDirectory();
    const shown: string[] = [];
    let broken = false;
    const { start, started } = observed((port) => {
      if (broken) throw new ServiceFailure('The disk is full.');
      return startRedis({ dataDir: join(scratch.path), port });
    });
    const kept = await keepService({ title: 'Redis', start, show: (line) => shown.push(line), restarts });
    broken = true;
    process.kill(started[0]?.pid ?? 0, 'SIGKILL');
    await expect
      .poll(() => shown.filter((line) => line.startsWith('Redis does not start (The disk is full.)')).length)
      .toBeGreaterThan(2);
    broken = false;
    await expect.poll(() => shown.at(-1), { timeout: 10_000 }).toBe('Redis runs again');
    broken = true;
    process.kill(started[1]?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => shown.at(-1)).toContain('starting again');
    await kept.stop();
    const said = shown.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(shown).toHaveLength(said);
  });
});
