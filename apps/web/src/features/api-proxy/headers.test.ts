import { describe, expect, it } from 'vitest';
import { headersForApi, headersForBrowser } from './headers.ts';

const url = new URL('http://board.example:3000/uploads');

describe('headers on their way to the API', () => {
  it('lose what belongs to one connection, and what Connection names', () => {
    const sent = headersForApi(
      new Headers({
        connection: 'keep-alive, X-Secret',
        'keep-alive': 'timeout=5',
        'x-secret': '1',
        te: 'trailers',
      }),
      url,
    );
    for (const name of ['connection', 'keep-alive', 'x-secret', 'te']) expect(sent.has(name)).toBe(false);
  });

  it('keep those of tus and GraphQL', () => {
    const given = {
      'tus-resumable': '1.0.0',
      'upload-offset': '8388608',
      'content-type': 'application/offset+octet-stream',
      'content-length': '12',
    };
    const sent = headersForApi(new Headers(given), url);
    for (const [name, value] of Object.entries(given)) expect(sent.get(name)).toBe(value);
  });

  it('say where the browser came to, and ask for no compression', () => {
    const sent = headersForApi(
      new Headers({ host: 'board.example:3000', 'accept-encoding': 'gzip, br' }),
      url,
    );
    expect(sent.has('host')).toBe(false);
    expect(sent.get('x-forwarded-host')).toBe('board.example:3000');
    expect(sent.get('x-forwarded-proto')).toBe('http');
    expect(sent.get('accept-encoding')).toBe('identity');
  });

  it('leave a forwarder before this one its word', () => {
    const sent = headersForApi(
      new Headers({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'board.example' }),
      url,
    );
    expect(sent.get('x-forwarded-proto')).toBe('https');
    expect(sent.get('x-forwarded-host')).toBe('board.example');
  });
});

describe('headers on their way to the browser', () => {
  it('keep length and validators of a plain body', () => {
    const passed = headersForBrowser(
      new Headers({ 'content-length': '5', etag: '"a"', connection: 'close' }),
    );
    expect([...passed.keys()].toSorted()).toEqual(['content-length', 'etag']);
  });

  it('drop the length of a body that fetch has unpacked', () => {
    const passed = headersForBrowser(new Headers({ 'content-encoding': 'gzip', 'content-length': '5' }));
    expect([...passed.keys()]).toEqual([]);
  });
});
