import { type RequestListener, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listenLocally } from '../features/api-proxy/local-server.fixture.ts';
import { maxConcurrent, maxStreams, maxUploads } from './client-limits.ts';
import { type GuardSettings, guard } from './guard.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the site behind the guard is told about a request. */
const echo: RequestListener = ({ headers }, response) => response.end(JSON.stringify(headers));

async function site(settings: Partial<GuardSettings> = {}, behind = echo) {
  const given = {
    siteUrl: undefined,
    machine: 'Lab-Server',
    trustedProxies: ['loopback'],
    requestsPerMinute: 1000,
  };
  const { origin } = await listenLocally(guard({ ...given, ...settings }, behind));
  // Unlike `fetch`, this sends the host and the origin that it is told to.
  return (
    host: string,
    headers: Readonly<Record<string, string>> = {},
    path = '/',
    method = 'GET',
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(origin, { path, method, headers: { host, ...headers } }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
}

const codeOf = ({ body }: Answer): unknown => JSON.parse(body).errors?.[0].extensions.code;

/** The origin that links begin with. */
function originTold({ body }: Answer): string {
  const told: Record<string, string> = JSON.parse(body);
  return `${told['x-forwarded-proto']}://${told['x-forwarded-host']}`;
}

describe('without SITE_URL, the site', () => {
  it.each([
    'localhost:3000',
    'app.localhost',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]:3000',
    'lab-server:3000',
    'lab-server.local',
  ])('is at %s, which no stranger can take', async (host) => {
    expect(originTold(await (await site())(host))).toBe(`http://${host}`);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '10.1.2.3',
    'lab-server.evil.example',
    'localhost@evil.example',
    'local host',
    '.',
  ])('says that it is not set up for “%s”, and what to set', async (host) => {
    const answer = await (await site())(host);
    expect([answer.status, codeOf(answer)]).toEqual([421, 'HOST_NOT_TRUSTED']);
    expect(answer.body).toContain('SITE_URL=https://board.example');
  });

  it('says so in a page to browsers', async () => {
    const answer = await (await site())('evil.example', { accept: 'text/html,*/*' });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('Unknown address');
  });

  it('answers health checks, which come by address', async () => {
    expect((await (await site())('10.1.2.3:3000', {}, '/api/health')).status).toBe(200);
  });
});

describe('with SITE_URL, the site', () => {
  const siteUrl = 'https://board.example';

  it.each(['board.example', 'board.example:3000', 'localhost:3000', '127.0.0.1'])(
    'is at that address for a request to %s',
    async (host) => {
      expect(originTold(await (await site({ siteUrl }))(host))).toBe(siteUrl);
    },
  );

  it.each(['evil.example', 'board.example.evil.example', '10.1.2.3'])('refuses %s', async (host) => {
    expect((await (await site({ siteUrl }))(host)).status).toBe(421);
  });
});

it('believes no client about host, scheme or address beyond its proxies', async () => {
  const forged = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-port': '1',
    forwarded: 'host=evil.example',
    'x-real-ip': '6.6.6.6',
    'x-forwarded-for': '6.6.6.6, 203.0.113.7',
  };
  const told = JSON.parse((await (await site())('localhost', forged)).body);
  expect(told).toMatchObject({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'localhost' });
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port']) expect(told).not.toHaveProperty(name);
  const direct = await (await site({ trustedProxies: [] }))('localhost', forged);
  expect(JSON.parse(direct.body)['x-forwarded-for']).toBe('127.0.0.1');
});

describe('browsers are told to insist on TLS', () => {
  const hsts = 'strict-transport-security';
  const tls = { 'x-forwarded-proto': 'https' };

  it('where SITE_URL has it', async () => {
    const ask = await site({ siteUrl: 'https://board.example' });
    expect((await ask('board.example')).headers[hsts]).toBe('max-age=31536000');
    expect((await ask('localhost:3000')).headers[hsts]).toBeUndefined();
  });

  it('where a trusted proxy says that it has', async () => {
    const answer = await (await site())('localhost', tls);
    expect(answer.headers[hsts]).toBe('max-age=31536000');
    expect(originTold(answer)).toBe('https://localhost');
  });

  it('not where a client says so, nor over plain HTTP', async () => {
    expect((await (await site({ trustedProxies: [] }))('localhost', tls)).headers[hsts]).toBeUndefined();
    expect((await (await site())('localhost')).headers[hsts]).toBeUndefined();
  });
});

it('refuses a request for a whole address, which would be taken for the host', async () => {
  const answer = await (await site())('localhost', {}, 'http://evil.example/');
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
});

describe('every response has a content security policy', () => {
  const policy = 'content-security-policy';

  it('of its own, where it has one, and never two', async () => {
    const ask = await site({}, (_, response) => {
      response.setHeader('Content-Security-Policy', "default-src 'self'");
      response.end();
    });
    expect((await ask('localhost')).headers[policy]).toBe("default-src 'self'");
  });

  it.each([
    ['localhost', '/_next/static/missing.js'],
    ['evil.example', '/'],
    ['localhost', '/datasets/x.png'],
  ])('that runs and loads nothing otherwise: %s%s', async (host, path) => {
    const { headers } = await (await site())(host, {}, path);
    expect(headers[policy]).toContain("default-src 'none'");
    expect(headers[policy]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });
});

describe('a request that changes something', () => {
  it.each([
    ['of a page of the site', 'http://localhost:3000', 200],
    ['of another site', 'http://evil.example', 403],
    ['of another port', 'http://localhost:9999', 403],
    ['of a page that hides where it is', 'null', 403],
  ])('%s is answered by its status', async (_, origin, status) => {
    const answer = await (await site())('localhost:3000', { origin }, '/graphql', 'POST');
    expect(answer.status).toBe(status);
    if (status === 403) expect(codeOf(answer)).toBe('CROSS_SITE_REQUEST');
  });

  it('of a program has no origin and passes', async () => {
    expect((await (await site())('localhost:3000', {}, '/uploads', 'POST')).status).toBe(200);
  });

  it('of the site at SITE_URL passes, whatever host its proxy names', async () => {
    const ask = await site({ siteUrl: 'https://board.example' });
    const origin = 'https://board.example';
    expect((await ask('127.0.0.1:3000', { origin }, '/uploads', 'POST')).status).toBe(200);
    expect((await ask('board.example', { origin }, '/uploads', 'POST')).status).toBe(200);
  });
});

describe('the requests of one client', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('are counted by the minute, and those of others apart', async () => {
    const ask = await site({ requestsPerMinute: 3 });
    const statuses = [];
    for (let sent = 0; sent < 3; sent++) statuses.push((await ask('localhost', from('203.0.113.7'))).status);
    expect(statuses).toEqual([200, 200, 200]);
    const refused = await ask('localhost', from('203.0.113.7'));
    expect([refused.status, codeOf(refused)]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await ask('localhost', from('203.0.113.8'))).status).toBe(200);
    expect((await ask('localhost', from('203.0.113.7'), '/_next/static/a.js')).status).toBe(200);
  });

  it('cannot be told apart by addresses that the client makes up', async () => {
    const ask = await site({ requestsPerMinute: 1 });
    expect((await ask('localhost', from('1.1.1.1, 203.0.113.7'))).status).toBe(200);
    expect((await ask('localhost', from('2.2.2.2, 203.0.113.7'))).status).toBe(429);
  });

  it('are those of a /64 of IPv6', async () => {
    const ask = await site({ requestsPerMinute: 1 });
    expect((await ask('localhost', from('2001:db8:0:1::1'))).status).toBe(200);
    expect((await ask('localhost', from('2001:db8:0:1:ffff::2'))).status).toBe(429);
    expect((await ask('localhost', from('2001:db8:0:2::1'))).status).toBe(200);
  });

  it('cost less where they are for one of many images', async () => {
    const ask = await site({ requestsPerMinute: 1 });
    const statuses = [];
    for (let sent = 0; sent < 6; sent++)
      statuses.push((await ask('localhost', {}, '/datasets/x/a.png')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('cost more where a picture is drawn or a board is read', async () => {
    const ask = await site({ requestsPerMinute: 59 });
    expect((await ask('localhost', {}, '/entries/x/opengraph-image?1')).status).toBe(200);
    expect((await ask('localhost', {}, '/benchmarks/digits/leaderboard.csv')).status).toBe(429);
  });

  it.each([
    [maxConcurrent, 'TOO_MANY_REQUESTS', '/', 'GET'],
    [maxStreams, 'TOO_MANY_STREAMS', '/graphql/stream', 'GET'],
    [maxUploads, 'TOO_MANY_UPLOADS', '/uploads/abc', 'PATCH'],
  ] as const)('are at most %d at once, or %s: %s', async (max, code, path, method) => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let arrived = 0;
    const ask = await site({}, async (_, response) => {
      arrived += 1;
      await finished;
      response.end('{}');
    });
    const again = (address: string) => ask('localhost', from(address), path, method);
    const open = Array.from({ length: max }, () => again('203.0.113.7'));
    await expect.poll(() => arrived).toBe(max);
    const refused = await again('203.0.113.7');
    expect([refused.status, codeOf(refused)]).toEqual([429, code]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    open.push(again('203.0.113.8'));
    finish();
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual(Array(max + 1).fill(200));
    expect((await again('203.0.113.7')).status).toBe(200);
  });
});
