import { Redis } from 'ioredis';
import { afterAll, beforeAll, inject } from 'vitest';
import './provided.ts';

/**
 * A numbered Redis database for the test file (or `describe`) that calls this at its top level, emptied
 * at the end. Keys are apart from other files'; channels of PUBLISH are not, so name them by ids.
 *
 * @returns an object whose `url` may be read in hooks and tests
 */
export function useRedis(): { readonly url: string } {
  const server = inject('redisUrl');
  let index: number | undefined;
  beforeAll(async () => {
    const client = new Redis(server);
    // Number 0 keeps the count of those given out.
    index = await client.incr('databases');
    client.disconnect();
  });
  afterAll(async () => {
    if (index === undefined) return;
    const client = new Redis(server, { db: index });
    await client.flushdb();
    client.disconnect();
  });
  return {
    get url() {
      if (index === undefined) throw new Error('The Redis of a test is there from beforeAll on.');
      return `${server}/${index}`;
    },
  };
}
