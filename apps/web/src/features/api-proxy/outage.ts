import { readWebEnvironment } from '@clusterboard/environment';
import { headers } from 'next/headers';

interface Times {
  /** Milliseconds after which silence counts as an outage. */
  readonly timeout: number;
  /** Milliseconds for which an answer is believed. */
  readonly ttl: number;
}

/** Whether the API answers and is healthy, asked once in a while however often it is wanted. */
export function healthCheck(apiUrl: () => string, { timeout, ttl }: Times): () => Promise<boolean> {
  let latest: { readonly until: number; readonly healthy: Promise<boolean> } | null = null;
  const look = () =>
    fetch(`${apiUrl()}/health`, { cache: 'no-store', signal: AbortSignal.timeout(timeout) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + ttl, healthy: look() };
    return latest.healthy;
  };
}

/** Milliseconds: longer than any page's query takes, shorter than a visitor's patience. */
export const timeoutMilliseconds = 4000;

/** Tells a page that is being served what the proxy has found, so that it does not wait for the API again. */
export const outageHeader = 'x-clusterboard-outage';

export const isApiHealthy = healthCheck(() => readWebEnvironment().apiUrl, {
  timeout: timeoutMilliseconds,
  ttl: 1000,
});

/** Whether the API was found not to answer when the request that is being served came in. */
export const knownOutage = async (): Promise<boolean> => (await headers()).has(outageHeader);
