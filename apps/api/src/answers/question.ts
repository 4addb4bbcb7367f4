import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Asked {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

const json = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
};

function persistedHash(extensions: unknown): string | null {
  const given = json(extensions) as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined;
  const hash = given?.persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : null;
}

function nameOf(asked: unknown): string | null {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return null;
  const { query: text, operationName, variables, extensions }: Asked = asked;
  const hash = persistedHash(extensions);
  const ofQuery = typeof text === 'string' ? sha256(text) : null;
  if (hash !== null && ofQuery !== null && hash !== ofQuery) return null;
  const query = ofQuery ?? hash;
  return query === null ? null : JSON.stringify([query, operationName ?? null, json(variables) ?? null]);
}

/** Names what requests ask, whatever the method, with a memory for addresses that were asked before. */
export function questionNames(): (request: Request) => string | null {
  const ofAddress = new LRUCache<string, { name: string | null }>({
    maxSize: 4 * 2 ** 20,
    sizeCalculation: ({ name }, address) => address.length + (name?.length ?? 0) + 100,
  });
  return (request) => {
    if (request.method === 'POST') return nameOf(request.body);
    // Apollo refuses a GET that a foreign page could send without asking first.
    if (request.method !== 'GET' || !request.get('apollo-require-preflight')) return null;
    const known = ofAddress.get(request.url);
    if (known) return known.name;
    const name = nameOf(request.query);
    ofAddress.set(request.url, { name });
    return name;
  };
}
