import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { count, directory, logLevel, port, postgresUrl, redisUrl, siteUrl } from './variables.ts';

const schema = z.object({
  DATABASE_URL: postgresUrl,
  REDIS_URL: redisUrl,
  API_PORT: port.default(4000),
  DATA_DIR: directory,
  UPLOAD_LIMIT_BYTES: count.default(2 ** 30),
  SITE_URL: siteUrl.optional(),
  SUBMISSIONS_PER_CLIENT: count.default(20),
  LOG_LEVEL: logLevel,
});

export interface ApiEnvironment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  /** Absolute path under which uploads and stored objects lie. */
  readonly dataDir: string;
  /** Largest model file accepted, in bytes. */
  readonly uploadLimitBytes: number;
  /** Origin at which visitors find the site; undefined if it was not set. */
  readonly siteUrl: string | undefined;
  /** Submissions of one client that may wait or run at once. */
  readonly submissionsPerClient: number;
  readonly logLevel: z.output<typeof logLevel>;
}

/** @throws EnvironmentError naming every wrong variable */
export function readApiEnvironment(variables: Variables = process.env): ApiEnvironment {
  const read = parse('the API', schema, variables);
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    port: read.API_PORT,
    dataDir: read.DATA_DIR,
    uploadLimitBytes: read.UPLOAD_LIMIT_BYTES,
    siteUrl: read.SITE_URL,
    submissionsPerClient: read.SUBMISSIONS_PER_CLIENT,
    logLevel: read.LOG_LEVEL,
  };
}
