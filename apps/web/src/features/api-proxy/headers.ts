/** Headers that belong to one connection and must not be passed on (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const without = (headers: Headers, names: readonly string[]): Headers => {
  const named = (headers.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept = new Headers(headers);
  for (const name of [...hopByHop, ...names, ...named]) if (name !== '') kept.delete(name);
  return kept;
};

/**
 * The headers that go to the API for a request that came to `url`.
 *
 * `expect` is answered by this server already and undici refuses to send it. Compression is left to
 * this server, since `fetch` would undo the API's.
 */
export function headersForApi(headers: Headers, url: URL): Headers {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? url.host;
  const scheme = headers.get('x-forwarded-proto') ?? url.protocol.slice(0, -1);
  const sent = without(headers, ['host', 'expect']);
  sent.set('accept-encoding', 'identity');
  // Where a request says nothing, `fetch` adds “no-cache”, and a request by ETag would get the whole answer.
  if (!sent.has('cache-control')) sent.set('cache-control', 'max-age=0');
  sent.set('x-forwarded-host', host);
  sent.set('x-forwarded-proto', scheme);
  return sent;
}

/** The headers of the API's answer that go to the browser. */
export function headersForBrowser(headers: Headers): Headers {
  const encoded = headers.has('content-encoding');
  return without(headers, encoded ? ['content-encoding', 'content-length'] : []);
}
