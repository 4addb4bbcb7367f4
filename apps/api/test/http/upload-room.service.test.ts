import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useSmallFileSystem } from '@clusterboard/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { useApi } from '../api.fixture.ts';

const mebibyte = 2 ** 20;
/** 128 MiB of it are the reserve, so uploads share 64 MiB, and a client may have half of them. */
const volume = useSmallFileSystem(192 * mebibyte);
const api = useApi({ maxUploadBytes: 32 * mebibyte, volume });

const send = (
  path: string,
  method: string,
  client: string,
  headers: Record<string, string> = {},
  body?: Buffer,
) =>
  fetch(`${api.url}${path}`, {
    method,
    headers: { 'tus-resumable': '1.0.0', 'x-forwarded-for': client, ...headers },
    ...(body ? { body: new Uint8Array(body) } : {}),
  });

const open = new Set<string>();
async function announce(
  bytes: number,
  client: string,
): Promise<{ status: number; code: string; location: string }> {
  const response = await send('/uploads', 'POST', client, { 'upload-length': String(bytes) });
  const location = response.headers.get('location') ?? '';
  if (response.status === 201) open.add(location);
  const { code = '' } = response.status === 201 ? {} : ((await response.json()) as { code?: string });
  return { status: response.status, code, location };
}
const remove = async (location: string) => {
  open.delete(location);
  expect((await send(location, 'DELETE', '192.0.2.1')).status).toBe(204);
};
afterEach(async () => {
  for (const location of open) await remove(location);
});

const patch = (location: string, offset: number, bytes: number) =>
  send(
    location,
    'PATCH',
    '192.0.2.1',
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    Buffer.alloc(bytes),
  );

const health = async () => (await (await fetch(`${api.url}/health`)).json()) as { status: string };
const status = async () =>
  (
    await api.ask<{ status: { uploadsRefused: { code: string } | null } }>(
      '{ status { uploadsRefused { code } } }',
    )
  ).data.status.uploadsRefused;

describe('announced bytes are reserved before they come', () => {
  it('for a client: half of the room, then it is told of what it has not finished', async () => {
    const sixteen = 16 * mebibyte;
    const first = await announce(sixteen, '192.0.2.1');
    expect(first.status).toBe(201);
    expect((await announce(sixteen - mebibyte, '192.0.2.1')).status).toBe(201);
    expect(await announce(sixteen, '192.0.2.1')).toMatchObject({ status: 429, code: 'UPLOADS_UNFINISHED' });
    expect((await announce(sixteen, '192.0.2.2')).status).toBe(201);
    await remove(first.location);
    expect((await announce(sixteen, '192.0.2.1')).status).toBe(201);
  });

  it('for all: then the server has no room, until somebody finishes or gives up', async () => {
    const size = 30 * mebibyte;
    const first = await announce(size, '192.0.2.1');
    expect((await announce(size, '192.0.2.2')).status).toBe(201);
    expect(await announce(size, '192.0.2.3')).toMatchObject({ status: 507, code: 'STORAGE_FULL' });
    await remove(first.location);
    expect((await announce(size, '192.0.2.3')).status).toBe(201);
  });

  it('for those who come at once', async () => {
    const clients = Array.from({ length: 8 }, (_, n) => `192.0.2.${n + 1}`);
    const answers = await Promise.all(clients.map((client) => announce(14 * mebibyte, client)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 507, 507, 507, 507]);
  });

  it('once: bytes that have come are not counted twice', async () => {
    const { location } = await announce(20 * mebibyte, '192.0.2.1');
    expect((await patch(location, 0, 20 * mebibyte)).status).toBe(204);
    expect((await announce(30 * mebibyte, '192.0.2.2')).status).toBe(201);
    expect((await announce(30 * mebibyte, '192.0.2.3')).status).toBe(507);
  });

  it('for at most a hundred uploads of a client, however small', async () => {
    for (let n = 0; n < 100; n++) expect((await announce(1, '192.0.2.1')).status).toBe(201);
    expect(await announce(1, '192.0.2.1')).toMatchObject({ status: 429, code: 'UPLOADS_UNFINISHED' });
  });

  it('and the client is told neither to others nor to itself', async () => {
    const { location } = await announce(5, '192.0.2.1');
    const response = await send(location, 'HEAD', '192.0.2.1');
    expect(response.headers.get('upload-metadata') ?? '').not.toContain('client');
  });
});

it('a full disk takes no byte, is told everywhere, and leaves no trace once there is room', async () => {
  const { location } = await announce(mebibyte, '192.0.2.1');
  expect(await health()).toEqual({ status: 'ok' });
  const filler = join(api.dataDir, 'filler');
  await writeFile(filler, Buffer.alloc(140 * mebibyte));
  await expect.poll(health).toMatchObject({ status: 'limited', notices: [{ code: 'STORAGE_FULL' }] });
  expect(await status()).toEqual({ code: 'STORAGE_FULL' });
  const refused = await patch(location, 0, mebibyte);
  expect([refused.status, await refused.json()]).toMatchObject([507, { code: 'STORAGE_FULL' }]);
  expect((await announce(5, '192.0.2.2')).code).toBe('STORAGE_FULL');
  expect((await api.ask('{ benchmarks { slug } }')).errors).toEqual([]);
  await rm(filler);
  await expect.poll(health).toEqual({ status: 'ok' });
  expect(await status()).toBeNull();
  const offset = Number((await send(location, 'HEAD', '192.0.2.1')).headers.get('upload-offset'));
  expect((await patch(location, offset, mebibyte - offset)).status).toBe(204);
});
