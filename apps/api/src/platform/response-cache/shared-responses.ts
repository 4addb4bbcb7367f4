import { LRUCache } from 'lru-cache';
import type { CachedResponse } from './cached-response.ts';

const maxBytes = 64 * 2 ** 20;

/** The first of identical concurrent requests, which executes for all of them. */
export interface Lead {
  /** Caches the response and gives it to all that wait; null lets them execute for themselves. */
  release(response: CachedResponse | null): void;
}

export interface SharedResponses {
  /** The response to a request at a version of the catalogue; null if it has to be executed. */
  find(key: string, version: string): CachedResponse | Promise<CachedResponse | null> | null;
  /** Identical requests wait from now on. */
  lead(key: string, version: string): Lead;
}

/**
 * Responses in memory, and those in progress. A response whose execution started at a version is valid for
 * every request that reads the same version, because nothing changed in between.
 */
export function sharedResponses(): SharedResponses {
  const cache = new LRUCache<string, CachedResponse & { readonly started: number }>({
    maxSize: maxBytes,
    sizeCalculation: ({ body, version }, key) => body.length + 2 * (key.length + version.length) + 500,
  });
  const inProgress = new Map<string, Promise<CachedResponse | null>>();
  let count = 0;
  return {
    find(key, version) {
      const response = cache.get(key);
      if (response?.version === version) return response;
      return inProgress.get(`${version} ${key}`) ?? null;
    },
    lead(key, version) {
      const name = `${version} ${key}`;
      const started = count++;
      let settle: (response: CachedResponse | null) => void = () => undefined;
      const pending = new Promise<CachedResponse | null>((resolve) => {
        settle = resolve;
      });
      inProgress.set(name, pending);
      return {
        release(response) {
          if (inProgress.get(name) === pending) inProgress.delete(name);
          // An execution that started later may have finished first, at a newer version.
          if (response && started >= (cache.peek(key)?.started ?? 0))
            cache.set(key, { ...response, started });
          settle(response);
        },
      };
    },
  };
}
