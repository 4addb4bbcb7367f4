import { readWebEnvironment } from '@clusterboard/environment';
import { headers } from 'next/headers';
import { type Notice, noticesIn } from './notices.ts';

interface Times {
  /** Milliseconds after which silence counts as an outage. */
  readonly timeout: number;
  /** Milliseconds for which an answer is believed. */
  readonly ttl: number;
}

interface Health {
  readonly healthy: boolean;
  /** What it cannot do, though it answers. */
  readonly notices: readonly Notice[];
}

/** Whether the API answers and is healthy, asked once in a while however often it is wanted. */
export function healthCheck(apiUrl: () => string, { timeout, ttl }: Times): () => Promise<Health> {
  let latest: { readonly until: number; readonly health: Promise<Health> } | null = null;
  const look = async (): Promise<Health> => {
    try {
      const signal = AbortSignal.timeout(timeout);
      const response = await fetch(`${apiUrl()}/health`, { cache: 'no-store', signal });
      const report: unknown = await response.json().catch(() => null);
      return { healthy: response.ok, notices: noticesIn(report) };
    } catch {
      return { healthy: false, notices: [] };
    }
  };
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + ttl, health: look() };
    return latest.health;
  };
}

/** Milliseconds: longer than any page's query takes, shorter than a visitor's patience. */
export const timeoutMilliseconds = 4000;

/** Tells a page that is being served what the proxy has found, so that it does not wait for the API again. */
export const outageHeader = 'x-clusterboard-outage';

export const apiHealth = healthCheck(() => readWebEnvironment().apiUrl, {
  timeout: timeoutMilliseconds,
  ttl: 1000,
});

/** Whether the API was found not to answer when the request that is being served came in. */
export const knownOutage = async (): Promise<boolean> => (await headers()).has(outageHeader);
