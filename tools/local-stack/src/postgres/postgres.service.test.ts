import { chmod, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../data-directory/scratch-directory.ts';
import { freePort } from '../free-port.ts';
import { processIdentity } from '../process-identity.ts';
import { startPostgres } from './postgres.ts';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('keeps its data over a stop and leaves no process', async () => {
    await using scratch = await scratchDirectory();
    const first = await startPostgres({ dataDir: scratch.path });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await processIdentity(first.pid)).toBeUndefined();

    const second = await startPostgres({ dataDir: scratch.path });
    try {
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('recovers after SIGKILL, even when the pid in its lock file belongs to another program', async () => {
    await using scratch = await scratchDirectory();
    const first = await startPostgres({ dataDir: scratch.path });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const lock = join(await realpath(join(scratch.path, 'postgres')), 'postmaster.pid');
    await writeFile(lock, `${process.pid}\n`);

    const second = await startPostgres({ dataDir: scratch.path });
    try {
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('ends the server that a killed supervisor left running', async () => {
    await using scratch = await scratchDirectory();
    const left = await startPostgres({ dataDir: scratch.path });
    const next = await startPostgres({ dataDir: scratch.path });
    try {
      expect(await left.exited).toMatchObject({ code: 0 });
      expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await next.stop();
    }
  });

  it('says that the port asked for is taken', async () => {
    await using scratch = await scratchDirectory();
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    try {
      await expect(startPostgres({ dataDir: scratch.path, port })).rejects.toThrow(
        `Port ${port} for Postgres is taken.`,
      );
    } finally {
      holder.close();
    }
  });

  it('refuses connections without its password', async () => {
    await using scratch = await scratchDirectory();
    const server = await startPostgres({ dataDir: scratch.path });
    try {
      const stranger = new URL(server.url);
      stranger.password = 'guess';
      await expect(query(stranger.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await server.stop();
    }
  });

  it('starts below a directory that only its owner may enter, as root’s home is', async () => {
    await using scratch = await scratchDirectory();
    await chmod(scratch.path, 0o700);
    const dataDir = join(scratch.path, 'data');
    await mkdir(join(dataDir, 'run'), { recursive: true });
    await mkdir(join(dataDir, 'logs'));
    const server = await startPostgres({ dataDir });
    try {
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
      await rm(await realpath(join(dataDir, 'postgres')), { recursive: true });
    }
  });
});
