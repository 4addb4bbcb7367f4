import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { count, httpUrl, port, proxies, siteUrl } from './variables.ts';

const schema = z.object({
  API_URL: httpUrl.default('http://127.0.0.1:4000'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  SITE_URL: siteUrl.optional(),
  TRUSTED_PROXIES: proxies,
  REQUESTS_PER_MINUTE: count.default(3000),
  NODE_ENV: z.string().default('production'),
});

export interface WebEnvironment {
  /** Origin of the API as the web server reaches it, without a slash at the end. */
  readonly apiUrl: string;
  /** The address on which the web server listens. */
  readonly host: string;
  readonly port: number;
  /** Origin at which visitors find the site, such as `https://board.example`; undefined if it was not set. */
  readonly siteUrl: string | undefined;
  /** Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses, subnets, `loopback`. */
  readonly trustedProxies: readonly string[];
  /** Of one client. */
  readonly requestsPerMinute: number;
  /** Whether pages are compiled from their sources when they are requested. */
  readonly development: boolean;
}

/** @throws EnvironmentError naming every wrong variable */
export function readWebEnvironment(variables: Variables = process.env): WebEnvironment {
  const read = parse('the web server', schema, variables);
  return {
    apiUrl: read.API_URL.replace(/\/+$/, ''),
    host: read.HOST,
    port: read.PORT,
    siteUrl: read.SITE_URL,
    trustedProxies: read.TRUSTED_PROXIES,
    requestsPerMinute: read.REQUESTS_PER_MINUTE,
    development: read.NODE_ENV === 'development',
  };
}
