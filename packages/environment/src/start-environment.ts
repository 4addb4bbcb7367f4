import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { count, directory, port, postgresUrl, proxies, redisUrl, siteUrl } from './variables.ts';
import { serverSandboxVariables } from './worker-environment.ts';

const schema = z.object({
  DATA_DIR: directory.optional(),
  DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.optional(),
  API_PORT: port.optional(),
  SITE_URL: siteUrl.optional(),
  // Read by the web server; checked here, before anything starts.
  TRUSTED_PROXIES: proxies,
  REQUESTS_PER_MINUTE: count.optional(),
  // Read by the API; checked here too.
  SUBMISSIONS_PER_CLIENT: count.optional(),
  ...serverSandboxVariables,
});

/** What is left out is chosen by `npm start`: embedded services, free ports. */
export interface StartEnvironment {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  /** The address on which the web server listens: this machine alone, unless told otherwise. */
  readonly host: string;
  readonly port?: number | undefined;
  readonly apiPort?: number | undefined;
  /** Origin at which visitors find the site, such as `https://board.example`. */
  readonly siteUrl?: string | undefined;
  /** Whether the operator trusts everyone who submits a model. */
  readonly withoutSandbox: boolean;
}

/** @throws EnvironmentError naming every wrong variable */
export function readStartEnvironment(variables: Variables = process.env): StartEnvironment {
  const read = parse('npm start', schema, variables);
  return {
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    host: read.HOST,
    port: read.PORT,
    apiPort: read.API_PORT,
    siteUrl: read.SITE_URL,
    withoutSandbox: (read.RUNNER_SANDBOX ?? read.RUNNER_JAIL) === 'none',
  };
}
