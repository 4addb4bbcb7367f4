import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { forward } from './forward.ts';
import { listenLocally } from './local-server.fixture.ts';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

const echo: RequestListener = async (request: IncomingMessage, response: ServerResponse) => {
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method, url, headers, body: await bodyOf(request) }));
};

describe('forwarding', () => {
  it('hands on method, path, query, headers and body', async () => {
    const { origin: api } = await listenLocally(echo);
    const request = new Request('http://board.example/uploads/a%2Fb?x=1&y=%20', {
      method: 'PATCH',
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '5' },
      body: 'bytes',
    });
    const result = await forward(request, api);
    expect(await result.json()).toMatchObject({
      method: 'PATCH',
      url: '/uploads/a%2Fb?x=1&y=%20',
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '5', 'x-forwarded-host': 'board.example' },
      body: 'bytes',
    });
  });

  it('hands back status, headers and a relative Location', async () => {
    const { origin: api } = await listenLocally((_, response) => {
      response.writeHead(201, { location: '/uploads/abc', 'tus-resumable': '1.0.0' }).end();
    });
    const result = await forward(new Request('http://board.example/uploads', { method: 'POST' }), api);
    expect(result.status).toBe(201);
    expect(result.headers.get('location')).toBe('/uploads/abc');
    expect(result.headers.get('tus-resumable')).toBe('1.0.0');
  });

  it('follows no redirect', async () => {
    const { origin: api } = await listenLocally((_, response) =>
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
    );
    const result = await forward(new Request('http://board.example/datasets/x'), api);
    expect(result.status).toBe(302);
    expect(result.headers.get('location')).toBe('http://elsewhere.example/');
  });

  it.each([204, 304])('answers %d without a body', async (status) => {
    const { origin: api } = await listenLocally((_, response) =>
      response.writeHead(status, { etag: '"a"' }).end(),
    );
    const result = await forward(new Request('http://board.example/datasets/x/samples.png'), api);
    expect(result.status).toBe(status);
    expect(result.body).toBeNull();
    expect(result.headers.get('etag')).toBe('"a"');
  });

  it('lets the API answer a request by ETag with 304', async () => {
    const asked: IncomingMessage['headers'][] = [];
    const { origin: api } = await listenLocally((request, response) => {
      asked.push(request.headers);
      response.writeHead(304, { etag: '"a"' }).end();
    });
    const headers = { 'if-none-match': '"a"' };
    await forward(new Request('http://board.example/datasets/x/samples.png', { headers }), api);
    expect(asked).toMatchObject([{ 'if-none-match': '"a"', 'cache-control': 'max-age=0' }]);
  });

  it('keeps the length that HEAD tells', async () => {
    const { origin: api } = await listenLocally((_, response) =>
      response.writeHead(200, { 'upload-offset': '7', 'content-length': '9' }).end(),
    );
    const result = await forward(new Request('http://board.example/uploads/x', { method: 'HEAD' }), api);
    expect(result.headers.get('upload-offset')).toBe('7');
    expect(result.headers.get('content-length')).toBe('9');
  });

  it('streams: the API reads the first bytes while the browser still sends', async () => {
    let firstSeen: (text: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => {
      firstSeen = resolve;
    });
    const { origin: api } = await listenLocally((request, response) => {
      request.once('data', (chunk) => firstSeen(String(chunk)));
      request.on('end', () => response.end('done'));
      request.resume();
    });
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const streamed: RequestInit & { duplex: 'half' } = { method: 'PATCH', body: readable, duplex: 'half' };
    const request = new Request('http://board.example/uploads/x', streamed);
    const answering = forward(request, api);
    await writer.write(new TextEncoder().encode('one'));
    expect(await first).toBe('one');
    await writer.write(new TextEncoder().encode('two'));
    await writer.close();
    expect(await (await answering).text()).toBe('done');
  });

  it.each(['GET', 'POST'])('answers 504 with a sentence when the API is silent to %s', async (method) => {
    const { origin: api } = await listenLocally(() => undefined);
    const body = method === 'POST' ? { body: '{}' } : {};
    const result = await forward(new Request('http://board.example/graphql', { method, ...body }), api, 100);
    expect(result.status).toBe(504);
    expect(await result.json()).toMatchObject({ errors: [{ extensions: { code: 'API_SILENT' } }] });
  });

  it('sets no limit to bodies: neither while one is sent nor while one comes', async () => {
    const { origin: api } = await listenLocally(async (request, response) => {
      response.write(await bodyOf(request));
      setTimeout(() => response.end('late'), 150);
    });
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const streamed: RequestInit & { duplex: 'half' } = { method: 'PATCH', body: readable, duplex: 'half' };
    const answering = forward(new Request('http://board.example/uploads/x', streamed), api, 100);
    const writer = writable.getWriter();
    setTimeout(() => void writer.close(), 150);
    expect(await (await answering).text()).toBe('late');
  });

  it('answers 502 with a sentence and a code when the API is down', async () => {
    const { origin: api, stop } = await listenLocally(echo);
    await stop();
    const result = await forward(
      new Request('http://board.example/graphql', { method: 'POST', body: '{}' }),
      api,
    );
    expect(result.status).toBe(502);
    expect(await result.json()).toMatchObject({ errors: [{ extensions: { code: 'API_UNREACHABLE' } }] });
  });
});
