import pg from 'pg';

/**
 * What is told of by NOTIFY, by an id: a board, a submission, the cancellation of a submission, and the queue
 * of all that wait, which has no id.
 */
export type Channel = (typeof channels)[number];

const channels = ['board', 'submission', 'cancellation', 'queue'] as const;

/** Hears of changes in the database. A notification only wakes: what happened is read from its tables. */
export interface Changes {
  /** Resolves at the next change of `id`, when the connection was lost and found, or when `signal` aborts. */
  next(channel: Channel, id: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const reconnectMilliseconds = 1000;

/** Listens with a connection of its own, which is replaced when it is lost. */
export async function listenForChanges(url: string, onError: (error: unknown) => void): Promise<Changes> {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (key: string) => {
    for (const resolve of waiting.get(key) ?? []) resolve();
    waiting.delete(key);
  };
  let client: pg.Client | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('error', onError);
    next.on('notification', ({ channel, payload }) => wake(`${channel} ${payload}`));
    try {
      await next.connect();
      await next.query(channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (closed) return next.end();
    // Not before: `pg` emits it after a failed attempt too, and the code that made that attempt makes the next.
    next.once('end', () => void reconnect());
    client = next;
    // Whatever happened in between was not heard.
    for (const key of [...waiting.keys()]) wake(key);
  }
  async function reconnect(): Promise<void> {
    while (!closed) {
      await new Promise((resolve) => setTimeout(resolve, reconnectMilliseconds));
      if (closed) return;
      try {
        return await connect();
      } catch (error) {
        onError(error);
      }
    }
  }
  await connect();
  return {
    next(channel, id, signal) {
      const key = `${channel} ${id}`;
      return new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          signal.removeEventListener('abort', done);
          const set = waiting.get(key);
          set?.delete(done);
          if (set?.size === 0) waiting.delete(key);
          resolve();
        };
        signal.addEventListener('abort', done);
        const set = waiting.get(key) ?? new Set();
        waiting.set(key, set.add(done));
      });
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
