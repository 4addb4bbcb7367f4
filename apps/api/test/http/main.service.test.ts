import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@clusterboard/core';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterEach, expect, it } from 'vitest';
import { addBenchmark } from '../../src/catalogue/catalogue.fixture.ts';

const { url: databaseUrl } = useDatabase();
const { path: dataDir } = useDirectory();
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const running = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of running)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  running.clear();
});

function start(variables: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      PATH: '/usr/bin:/bin',
      DATABASE_URL: databaseUrl,
      REDIS_URL: 'redis://127.0.0.1:1',
      DATA_DIR: dataDir,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  let stderr = '';
  const { stderr: stream } = child;
  if (!stream) throw new Error('the child has no stderr');
  stream.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // Not the event “close”, which does not come after this side has left the channel.
  const ended = Promise.all([once(child, 'exit'), once(stream, 'end')]).then(([[code]]) => ({
    code: code as number | null,
    stderr,
  }));
  const ready = once(child, 'message').then(([message]) => message as { type: string; port: number });
  return { child, ended, ready };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

it.each(['SIGTERM', 'disconnect'])('answers until %s, and ends with nothing left', async (end) => {
  const port = await freePort();
  const { child, ended, ready } = start({ API_PORT: String(port) });
  expect(await ready).toEqual({ type: 'ready', port });
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  if (end === 'disconnect') child.disconnect();
  else child.kill(end as NodeJS.Signals);
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

it('breaks open streams when it stops: readers ask again with their cursor, as nothing told them of an end', async () => {
  const database = createDatabase(databaseUrl, 1);
  await addBenchmark(database, 'watched');
  await database.$disconnect();
  const { child, ended, ready } = start({ API_PORT: String(await freePort()) });
  const { port } = await ready;
  const response = await fetch(`http://127.0.0.1:${port}/graphql/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { leaderboardChanged(benchmark: "watched") { cursor } }' }),
  });
  expect(response.status).toBe(200);
  const chunks: string[] = [];
  const reading = (async () => {
    for await (const chunk of response.body ?? []) chunks.push(new TextDecoder().decode(chunk));
  })();
  child.kill('SIGTERM');
  await expect(reading).rejects.toThrow('terminated');
  expect(chunks.join('')).not.toContain('complete');
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

it('says in a sentence that the port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, stderr } = await start({ API_PORT: String(port) }).ended;
  server.close();
  expect(code).toBe(1);
  expect(stderr).toBe(
    `The API cannot listen on 127.0.0.1:${port}: it is taken. Set API_PORT to another port.\n`,
  );
});

it('says in a sentence that the database is away, without its password', async () => {
  const { code, stderr } = await start({ DATABASE_URL: 'postgresql://someone:secret@127.0.0.1:1/nothing' })
    .ended;
  expect([code, stderr]).toEqual([
    1,
    'The API cannot start: the database at DATABASE_URL does not respond.\n',
  ]);
});

it('names every setting that is missing', async () => {
  const { code, stderr } = await start({ DATABASE_URL: '', DATA_DIR: '' }).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('DATABASE_URL is missing');
  expect(stderr).toContain('DATA_DIR is missing');
});
