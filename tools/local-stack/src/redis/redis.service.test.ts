import { readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../data-directory/scratch-directory.ts';
import { freePort } from '../free-port.ts';
import { processIdentity } from '../process-identity.ts';
import { startRedis } from './redis.ts';

async function withClient<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null });
  // What is refused is told by the command that is used, too.
  client.on('error', () => undefined);
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

describe('startRedis', () => {
  it('keeps what was written over SIGKILL and evicts nothing', async () => {
    await using scratch = await scratchDirectory();
    const first = await startRedis({ dataDir: scratch.path });
    await withClient(first.url, async (client) => {
      await client.set('kept', '42');
      expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    });
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const second = await startRedis({ dataDir: scratch.path });
    try {
      expect(await withClient(second.url, (client) => client.get('kept'))).toBe('42');
    } finally {
      await second.stop();
    }
    expect(await processIdentity(second.pid)).toBeUndefined();
  });

  it('lets nobody in without the password, which is kept for its owner alone and over restarts', async () => {
    await using scratch = await scratchDirectory();
    const first = await startRedis({ dataDir: scratch.path });
    const { password, host } = new URL(first.url);
    try {
      await expect(withClient(`redis://${host}`, (client) => client.get('x'))).rejects.toThrow('NOAUTH');
      await expect(withClient(`redis://:wrong@${host}`, (client) => client.get('x'))).rejects.toThrow();
      for (const file of ['redis-password', join('run', 'redis.conf')]) {
        const path = join(scratch.path, file);
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        expect(await readFile(path, 'utf8')).toContain(password);
      }
      // Every user of the machine can read this.
      expect(await readFile(`/proc/${first.pid}/cmdline`, 'utf8')).not.toContain(password);
    } finally {
      await first.stop();
    }
    const second = await startRedis({ dataDir: scratch.path });
    await second.stop();
    expect(new URL(second.url).password).toBe(password);
  });

  it('gives one to a Redis that earlier versions kept without', async () => {
    await using scratch = await scratchDirectory();
    const first = await startRedis({ dataDir: scratch.path });
    await withClient(first.url, (client) => client.set('kept', '42'));
    await first.stop();
    await rm(join(scratch.path, 'redis-password'));
    const second = await startRedis({ dataDir: scratch.path });
    try {
      expect(second.url).not.toBe(first.url);
      expect(await withClient(second.url, (client) => client.get('kept'))).toBe('42');
    } finally {
      await second.stop();
    }
  });

  it('ends the server that a killed supervisor left running', async () => {
    await using scratch = await scratchDirectory();
    const left = await startRedis({ dataDir: scratch.path });
    const next = await startRedis({ dataDir: scratch.path });
    try {
      expect(await left.exited).toMatchObject({ code: 0 });
      expect(await withClient(next.url, (client) => client.ping())).toBe('PONG');
    } finally {
      await next.stop();
    }
  });

  it('says that the port asked for is taken', async () => {
    await using scratch = await scratchDirectory();
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    try {
      await expect(startRedis({ dataDir: scratch.path, port })).rejects.toThrow(
        `Port ${port} for Redis is taken.`,
      );
    } finally {
      holder.close();
    }
  });
});
