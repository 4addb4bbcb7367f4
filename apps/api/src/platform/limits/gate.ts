import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

const busy = (retryAfterSeconds: number): GraphQLError =>
  new GraphQLError(`The server is busy. Try again in ${retryAfterSeconds} s; nothing is lost.`, {
    extensions: {
      code: 'SERVER_BUSY',
      http: { status: 503, headers: new HeaderMap([['retry-after', String(retryAfterSeconds)]]) },
    },
  });

/**
 * Lets so many works run at once, in the order in which they came, and so many wait; any further one is refused.
 *
 * @returns runs a work, or rejects with SERVER_BUSY
 */
export function createGate(
  atOnce: number,
  waiting: number,
  retryAfterSeconds = 10,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else throw busy(retryAfterSeconds);
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
