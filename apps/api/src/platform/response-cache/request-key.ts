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

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that an address holds as JSON; what is none stays as it is. */
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

function nameOf(asked: unknown): string | null {
  if (!isObject(asked)) return null;
  const { query: text, operationName, variables, extensions }: Asked = asked;
  // Apollo refuses these, also where the rest of the question was answered before.
  if (typeof (text ?? '') !== 'string' || !isObject(variables ?? {})) return null;
  if (!isObject(extensions ?? {})) return null;
  const hash = persistedHash(extensions);
  const ofQuery = typeof text === 'string' ? sha256(text) : null;
  if (hash !== null && ofQuery !== null && hash !== ofQuery) return null;
  const query = ofQuery ?? hash;
  return query === null ? null : JSON.stringify([query, operationName ?? null, variables ?? null]);
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
    const { variables, extensions, ...rest } = request.query;
    const name = nameOf({ ...rest, variables: json(variables), extensions: json(extensions) });
    ofAddress.set(request.url, { name });
    return name;
  };
}
