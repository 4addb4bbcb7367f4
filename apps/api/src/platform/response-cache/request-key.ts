import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface GraphqlParameters {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object in a URL parameter; any other value is returned unchanged. */
function json(text: unknown): unknown {
  try {
    const value: unknown = JSON.parse(String(text));
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}

function persistedHash(extensions: unknown): string | null {
  const given = extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined;
  const hash = given?.persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : null;
}

/** The key of a request; null if Apollo must see it. */
function keyOf(parameters: unknown): string | null {
  if (!isObject(parameters)) return null;
  const { query: text, operationName, variables, extensions }: GraphqlParameters = parameters;
  // Apollo rejects these, even if the rest of the request is in the cache.
  if (typeof (text ?? '') !== 'string' || !isObject(variables ?? {})) return null;
  if (!isObject(extensions ?? {})) return null;
  const hash = persistedHash(extensions);
  const queryHash = typeof text === 'string' ? sha256(text) : null;
  if (hash !== null && queryHash !== null && hash !== queryHash) return null;
  const query = queryHash ?? hash;
  return query === null ? null : JSON.stringify([query, operationName ?? null, variables ?? null]);
}

/** Computes cache keys of requests by GET and POST, and remembers those of URLs. */
export function requestKeys(): (request: Request) => string | null {
  const byUrl = new LRUCache<string, { key: string | null }>({
    maxSize: 4 * 2 ** 20,
    sizeCalculation: ({ key }, url) => url.length + (key?.length ?? 0) + 100,
  });
  return (request) => {
    if (request.method === 'POST') return keyOf(request.body);
    // Apollo rejects a GET that another site's page could send without a preflight.
    if (request.method !== 'GET' || !request.get('apollo-require-preflight')) return null;
    const known = byUrl.get(request.url);
    if (known) return known.key;
    const { variables, extensions, ...rest } = request.query;
    const key = keyOf({ ...rest, variables: json(variables), extensions: json(extensions) });
    byUrl.set(request.url, { key });
    return key;
  };
}
