import { readdir, rm, symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useApi } from '../api.fixture.ts';
import { refusal, send } from '../upload.fixture.ts';

const limit = 100_000;
const api = useApi({ maxUploadBytes: limit });

const tus = (path: string, method: string, headers: Record<string, string>, body?: Buffer) =>
  fetch(`${api.url}${path}`, {
    method,
    headers: { 'tus-resumable': '1.0.0', ...headers },
    redirect: 'manual',
    ...(body ? { body: new Uint8Array(body) } : {}),
  });

async function begin(bytes: number, headers: Record<string, string> = {}): Promise<string> {
  const response = await tus('/uploads', 'POST', { 'upload-length': String(bytes), ...headers });
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
}

const patch = (location: string, offset: number, body: Buffer) =>
  tus(
    location,
    'PATCH',
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  );
const offsetOf = async (location: string) =>
  Number((await tus(location, 'HEAD', {})).headers.get('upload-offset'));

describe('the limit', () => {
  it('lets a file through that just fits', async () => {
    expect((await send(api.url, Buffer.alloc(limit))).error).toBeNull();
  });

  it('refuses a larger one before any byte of it is sent', async () => {
    const { error } = await send(api.url, Buffer.alloc(limit + 1));
    expect(refusal(error)).toMatchObject({
      status: 413,
      body: { code: 'UPLOAD_TOO_LARGE', message: expect.stringContaining('97.7 KiB') },
    });
  });

  it('refuses a length that is told later', async () => {
    const response = await tus('/uploads', 'POST', { 'upload-defer-length': '1' });
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toMatchObject({ code: 'INVALID_FIELD' });
  });

  it('takes no more bytes than were announced', async () => {
    const location = await begin(10);
    const response = await patch(location, 0, Buffer.alloc(11));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'INVALID_FIELD' });
    expect(await offsetOf(location)).toBeLessThanOrEqual(10);
  });
});

describe('the address of an upload', () => {
  it('is relative, random, and not what a header asks for', async () => {
    const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    const locations = [await begin(1, forged), await begin(1)];
    for (const location of locations) expect(location).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
    expect(new Set(locations).size).toBe(2);
  });

  it.each(['..%2f..%2fetc%2fpasswd', '%2e%2e', 'nothing', `${'a'.repeat(32)}.json`, 'adopting'])(
    'cannot be %s',
    async (id) => {
      for (const method of ['HEAD', 'DELETE']) {
        expect((await tus(`/uploads/${id}`, method, {})).status).toBe(404);
      }
    },
  );

  it('gives nothing back to GET', async () => {
    expect((await fetch(`${api.url}${await begin(1)}`)).status).toBe(405);
  });

  it('is gone after DELETE', async () => {
    const location = await begin(5);
    expect((await tus(location, 'DELETE', {})).status).toBe(204);
    const response = await patch(location, 0, Buffer.alloc(5));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
  });
});

describe('a request', () => {
  it('with the metadata of a novel is refused', async () => {
    const metadata = (bytes: number) => `filename ${Buffer.alloc(bytes, 'x').toString('base64')}`;
    const fits = await tus('/uploads', 'POST', { 'upload-length': '1', 'upload-metadata': metadata(1500) });
    const novel = await tus('/uploads', 'POST', { 'upload-length': '1', 'upload-metadata': metadata(1600) });
    expect([fits.status, novel.status]).toEqual([201, 400]);
  });

  it.each([
    [{ 'upload-length': '-1' }, 400],
    [{ 'upload-length': '1e3' }, 400],
    [{}, 400],
    [{ 'tus-resumable': '9.9.9', 'upload-length': '1' }, 400],
    [{ 'upload-length': '1', 'upload-metadata': 'filename &&&' }, 400],
  ])('with %o is refused in JSON', async (headers, status) => {
    const response = await tus('/uploads', 'POST', headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: 'INVALID_FIELD', advice: expect.any(String) });
  });

  it.each(['partial', 'final;/uploads/a /uploads/b', 'nonsense'])(
    'for an upload in parts (%s) is refused, and is no fault of ours',
    async (concat) => {
      const response = await tus('/uploads', 'POST', { 'upload-length': '1', 'upload-concat': concat });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'INVALID_FIELD' });
      expect(api.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    },
  );

  it('from another origin gets no permission', async () => {
    const response = await tus('/uploads', 'OPTIONS', { origin: 'https://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('that is cut off keeps what has come, and logs no fault', async () => {
    const location = await begin(50_000);
    await new Promise<void>((resolve) => {
      const cut = request(`${api.url}${location}`, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': '50000',
        },
      });
      cut.on('error', () => resolve());
      cut.on('close', () => resolve());
      cut.write(Buffer.alloc(20_000), () => cut.destroy());
    });
    const received = await offsetOf(location);
    expect(received).toBeLessThanOrEqual(20_000);
    expect((await patch(location, received, Buffer.alloc(50_000 - received))).status).toBe(204);
    expect(api.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

it('says so when the disk is full', async () => {
  const location = await begin(1000);
  const id = location.split('/').at(-1) ?? '';
  const file = join(api.dataDir, 'uploads', id);
  await rm(file);
  // Every write to this device fails as on a full disk.
  await symlink('/dev/full', file);
  const response = await patch(location, 0, Buffer.alloc(1000));
  expect(response.status).toBe(507);
  expect(await response.json()).toMatchObject({ code: 'STORAGE_FULL' });
  await rm(file);
});

it('keeps nothing of what it refused', async () => {
  const before = await readdir(join(api.dataDir, 'uploads'));
  await tus('/uploads', 'POST', { 'upload-length': String(2 ** 50) });
  expect(await readdir(join(api.dataDir, 'uploads'))).toEqual(before);
});
