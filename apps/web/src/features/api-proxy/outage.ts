import { readWebEnvironment } from '@clusterboard/environment';
import { headers } from 'next/headers';
import { healthCheck } from './health-check.ts';

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
