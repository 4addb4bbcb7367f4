import { createDatabase, type Database } from '@clusterboard/core';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { type ApiOptions, type RunningApi, startApi } from '../src/platform/server.ts';

interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly reference?: string; readonly advice?: string };
}

interface QueryResponse<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  /** Empty if the request succeeded. */
  readonly errors: readonly ResponseError[];
}

export interface ApiUnderTest {
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly database: Database;
  /** Log lines of the API, parsed. */
  readonly logged: Record<string, unknown>[];
  /** `Data` is not checked at run time. */
  ask<Data = unknown>(
    query: string,
    variables?: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<QueryResponse<Data>>;
}

interface ApiFixtureOptions {
  readonly maxUploadBytes?: number;
  readonly statementMilliseconds?: number;
  readonly submissionsPerClient?: number;
  readonly watch?: (database: Database) => Database;
  /** Instead of a folder of its own. */
  readonly volume?: Pick<ApiOptions, 'readSpace'> & { readonly path: string };
}

/** A real API with its own database and directory for the test file that calls this at its top level. */
export function useApi({
  maxUploadBytes = 2 ** 20,
  statementMilliseconds = 10_000,
  submissionsPerClient = 10_000,
  watch = (database: Database): Database => database,
  volume,
}: ApiFixtureOptions = {}): ApiUnderTest {
  const { url: databaseUrl } = useDatabase();
  const directory = useDirectory();
  const dataDir = volume?.path ?? directory.path;
  const database = createDatabase(databaseUrl, 10, statementMilliseconds);
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  let api: RunningApi | undefined;
  beforeAll(async () => {
    const watched = watch(database);
    api = await startApi({
      database: watched,
      databaseUrl,
      dataDir,
      maxUploadBytes,
      submissionsPerClient,
      host: '127.0.0.1',
      port: 0,
      log,
      ...(volume?.readSpace === undefined ? {} : { readSpace: volume.readSpace }),
    });
  });
  afterAll(async () => {
    await api?.stop();
    await database.$disconnect();
  });
  const url = () => `http://127.0.0.1:${api?.port}`;
  return {
    get url() {
      return url();
    },
    dataDir,
    databaseUrl,
    database,
    logged,
    async ask<Data>(
      query: string,
      variables?: Record<string, unknown>,
      signal?: AbortSignal,
    ): Promise<QueryResponse<Data>> {
      const response = await fetch(`${url()}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
        signal: signal ?? null,
      });
      const { data, errors = [] } = (await response.json()) as { data: Data; errors?: ResponseError[] };
      return { status: response.status, headers: response.headers, data, errors };
    },
  };
}
